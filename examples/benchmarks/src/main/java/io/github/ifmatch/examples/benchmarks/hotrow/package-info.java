/**
 * One row that eight threads change at once: {@code modify} beside {@code SELECT … FOR UPDATE}.
 *
 * <p>{@link io.github.ifmatch.examples.benchmarks.hotrow.HotRow} is the program; see {@code hot-row.md}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.hotrow;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
