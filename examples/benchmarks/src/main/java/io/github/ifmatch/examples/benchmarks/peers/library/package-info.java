/** The ways: each library does the same work as those who use it would write it. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.peers.library;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
