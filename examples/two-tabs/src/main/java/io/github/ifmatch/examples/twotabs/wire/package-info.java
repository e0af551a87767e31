/**
 * What every request passes before a page or the API sees it, and what is the same for every answer.
 *
 * <p>Start reading at {@link io.github.ifmatch.examples.twotabs.wire.Guard}. Nothing here knows about rules.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
