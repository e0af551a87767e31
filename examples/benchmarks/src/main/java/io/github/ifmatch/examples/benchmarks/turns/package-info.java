/**
 * Several ways of the same work that take turns in one JVM, so that whatever else the machine does falls on all of them.
 *
 * <p>{@link io.github.ifmatch.examples.benchmarks.turns.Turns} is the program; see {@code turns.md}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.turns;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
