/**
 * The edit form of a rule, stored or new, and saving it; also what was typed, wherever it has to be shown again.
 *
 * <p>Start reading at {@code RulePages}, then {@code Answers}. What a form must carry is in {@code Submission}: the version and the
 * base, both signed, and everything typed.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.pages.edit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
