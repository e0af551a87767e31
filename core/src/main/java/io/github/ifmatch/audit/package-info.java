/**
 * Finds the statements of an application that write to versioned tables past the version.
 *
 * <p>In goes a {@code DataSource}, out comes one that reports such statements with the line that sent them. Needs {@code JSqlParser}
 * on the class path, which does not come with Ifmatch. For tests and staging.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
