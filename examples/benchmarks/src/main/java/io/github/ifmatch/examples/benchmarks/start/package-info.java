/**
 * How long a library takes from its first call to the end of its first versioned update, in a JVM that has done nothing else with it.
 *
 * <p>{@link io.github.ifmatch.examples.benchmarks.start.Start} is the program; see {@code start.md}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.start;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
