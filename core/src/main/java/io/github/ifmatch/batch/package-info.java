/**
 * Streams of rows, written a chunk in a transaction.
 *
 * <p>In goes an iterator of rows or edits, out comes a {@link io.github.ifmatch.batch.BatchReport}; a {@link
 * io.github.ifmatch.batch.BatchStoppedException} says where it stopped.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
