/**
 * The HTML pages, all of which work without JavaScript. The templates, in {@code src/main/jte}, are compiled into this package.
 *
 * <p>Start reading at {@code RulePages} (the edit form and saving) and {@code ConflictPages} (what happens after a conflict).
 * What a page's form must carry is in {@code Submission}: the version and the base, both signed, and everything typed.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.pages;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
