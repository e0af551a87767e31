/**
 * No API: the statements of a table.
 *
 * <p>In go a mapping, a dialect and what the catalogue says of the table, out come statements, rendered once and believed for a
 * minute.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.engine.sql;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
