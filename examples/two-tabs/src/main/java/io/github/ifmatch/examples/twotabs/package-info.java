/**
 * A reference application, to be read and copied from: two browser tabs edit the same row, and nobody's work is lost.
 *
 * <p>{@code rules} are the rows and their store, {@code pages} the HTML, {@code api} the JSON, and {@code wire} what
 * every request passes before. Start reading at {@code rules.RuleStore.save}, then {@code pages.conflict.ConflictPages}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
