/**
 * How Java types stand in columns.
 *
 * <p>In goes a Java class, out comes a {@link io.github.ifmatch.type.ColumnType} that binds and reads it. {@link
 * io.github.ifmatch.type.ColumnTypes} finds types of one's own for many components at once.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.type;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
