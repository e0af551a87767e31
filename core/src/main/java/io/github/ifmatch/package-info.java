/**
 * Optimistic locking for plain JDBC: every write is a conditional UPDATE that checks the version.
 *
 * <p>In goes a {@link io.github.ifmatch.Table} (what the row is); out comes a {@link io.github.ifmatch.VersionedRepository}
 * (what can be done with it), and every write answers with an {@link io.github.ifmatch.Outcome} (what happened).
 * {@link io.github.ifmatch.Database} is where the three meet.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
