/**
 * No API: one write and its verdict; where the promise is kept.
 *
 * <p>In goes a change, in a unit that is kept or undone as one; out comes an outcome that {@code Ruling} decided on what was seen, or
 * an exception that says what state is left.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.engine.write;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
