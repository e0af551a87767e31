/**
 * Merging long texts line by line.
 *
 * <p>In goes a text as three people have it, out comes a merged one or a clash. Needs {@code java-diff-utils} on the class
 * path, which does not come with Ifmatch.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.text;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
