/**
 * The JSON API: HTTP's own preconditions, by {@code io.github.ifmatch.http}.
 *
 * <p>Start reading at {@link io.github.ifmatch.examples.twotabs.api.RuleApi}.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.api;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
