/**
 * No API: how rows become values, and values rows.
 *
 * <p>In goes the declaration of a table, out comes its mapping: columns, id, version, and the handles that read and bind them.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.engine.mapping;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
