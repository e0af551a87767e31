/** Ebean's rows, whose classes the build enhances: without that Ebean refuses them. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.peers.ebean;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
