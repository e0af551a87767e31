/**
 * A guard in the database, against the writes of programs that forget the version.
 *
 * <p>In goes a {@link io.github.ifmatch.Table}, out come triggers that refuse an UPDATE, a DELETE or a TRUNCATE which does not check the
 * version, or mend it, or note it. What Ifmatch itself writes passes them.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.guard;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
