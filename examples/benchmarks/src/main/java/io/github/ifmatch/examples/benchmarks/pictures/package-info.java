/**
 * Pictures and tables of what the benchmarks measured, for the guide.
 *
 * <p>In go the files of {@code results/}; out come {@code docs/images/benchmarks/} and the tables of {@code docs/benchmarks.md}. The same
 * results give the same bytes, on every machine. {@link io.github.ifmatch.examples.benchmarks.pictures.Pictures} is the program.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.pictures;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
