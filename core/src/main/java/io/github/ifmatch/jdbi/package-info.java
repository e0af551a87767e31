/**
 * Ifmatch for Jdbi: one plugin, {@link io.github.ifmatch.jdbi.VersionedPlugin}.
 *
 * <p>A {@code Jdbi}, a {@code Handle} or a SQL object goes in; version-checked rows come out, in Jdbi's own transactions,
 * with its arguments, mappers and loggers. Only this package knows Jdbi.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.jdbi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
