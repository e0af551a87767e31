/** The tables, what fills them, and what counts what is sent to them. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.peers.shop;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
