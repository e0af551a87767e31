/**
 * What is shown after a conflict, and what one can do there. Start reading at {@code ConflictPages}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.pages.conflict;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
