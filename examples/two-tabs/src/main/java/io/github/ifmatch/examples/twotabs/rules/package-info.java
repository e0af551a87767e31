/**
 * Pricing rules and their conditions: the rows, how they are read (Jdbi), and how they are written (Ifmatch).
 *
 * <p>Start reading at {@link io.github.ifmatch.examples.twotabs.rules.RuleStore}. Nothing here knows about HTTP.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.rules;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
