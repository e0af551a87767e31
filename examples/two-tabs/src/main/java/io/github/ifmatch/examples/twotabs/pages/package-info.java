/**
 * What the HTML pages of every room share: the desk that they work at, the frame around them, forms, seals and who is at work.
 *
 * <p>The rooms are {@code list}, {@code edit} and {@code conflict}; the last one knows the edit form, which it can bring back, and
 * none of the others knows another. All pages work without JavaScript. The templates in {@code src/main/jte} lie in folders of the
 * same names, and are compiled into these packages.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.pages;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
