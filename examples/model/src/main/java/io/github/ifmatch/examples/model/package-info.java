/**
 * Checks the model in {@code src/main/promela} by spin, in all its states, and draws what came of it into docs/reliability.md.
 *
 * <p>Start reading at {@link io.github.ifmatch.examples.model.Check} (one world, and what must come of it) and {@link
 * io.github.ifmatch.examples.model.Checks} (all of them). {@code Spin} runs one, {@code ModelTable} draws the tables.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
