/**
 * What a row costs and how much memory is held, however many rows are streamed through a {@code BatchWriter}.
 *
 * <p>{@link io.github.ifmatch.examples.benchmarks.streaming.Streaming} is the program; see {@code streaming.md}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.streaming;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
