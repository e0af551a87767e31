/**
 * No API: many writes of one call.
 *
 * <p>In go changes of one verb, out come their outcomes in order: by one statement, a JDBC batch, or row by row.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.engine.batch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
