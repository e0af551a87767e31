/**
 * What is found when a table's declaration is held against the live database.
 *
 * <p>In go the facts of the catalogue and of the connection, out come {@link io.github.ifmatch.verify.Findings}, each with its
 * {@link io.github.ifmatch.verify.Severity} and what to do about it.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.verify;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
