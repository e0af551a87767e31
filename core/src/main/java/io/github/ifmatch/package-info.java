/**
 * Optimistic locking for plain JDBC: every write is a conditional UPDATE that checks the version.
 *
 * <p>In goes a {@link io.github.ifmatch.Table} (what the row is); out comes a {@link io.github.ifmatch.VersionedRepository}
 * (what can be done with it), and every write answers with an {@link io.github.ifmatch.Outcome} (what happened).
 * {@link io.github.ifmatch.Database} is where the three meet.
 *
 * <ul>
 * <li>The doors: {@link io.github.ifmatch.Database}, {@link io.github.ifmatch.Transaction}, {@link
 *     io.github.ifmatch.VersionedRepository}, {@link io.github.ifmatch.VersionedRows}, {@link io.github.ifmatch.VersionedBatches}
 * <li>What a row is: {@link io.github.ifmatch.Table}, {@link io.github.ifmatch.Shape}
 * <li>What became of it: {@link io.github.ifmatch.Outcome}: {@link io.github.ifmatch.Applied}, {@link io.github.ifmatch.Conflict},
 *     {@link io.github.ifmatch.Missing}
 * <li>After a conflict: {@link io.github.ifmatch.Resolver}, {@link io.github.ifmatch.Merge}, {@link io.github.ifmatch.MergeRule},
 *     {@link io.github.ifmatch.Differences}, {@link io.github.ifmatch.Difference}
 * <li>Several changes as one: {@link io.github.ifmatch.Edit}, {@link io.github.ifmatch.ChangeSet}
 * <li>Settings: {@link io.github.ifmatch.Retry}, {@link io.github.ifmatch.Isolation}, {@link io.github.ifmatch.ConnectionSource},
 *     {@link io.github.ifmatch.Sender}, {@link io.github.ifmatch.BoundId}
 * <li>Watching: {@link io.github.ifmatch.Listener}, {@link io.github.ifmatch.Event}, {@link io.github.ifmatch.Counts}
 * <li>Errors: {@link io.github.ifmatch.VersionedException} and its leaves
 * </ul>
 *
 * <p>Packages beside this one: {@code type} (how Java types stand in columns), {@code dialect} (what one database does differently),
 * {@code batch} (streams of rows), {@code http}, {@code jdbi}, {@code micrometer} and {@code text}. What stands in {@code engine} is
 * no API.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
