package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.CatalogTable;
import java.util.Optional;

/**
 * The statements of one table, and what they were made from. Thread-safe.
 *
 * <p>Tables change while an application runs, so the catalogue is believed for {@value #BELIEVED_SECONDS} seconds, and no
 * longer once a write went as it could not have gone if it were right.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class KnownTable<R, ID> {

    /** For how long a look at the catalogue is believed. */
    static final long BELIEVED_SECONDS = 60;

    private static final long BELIEVED_NANOS = BELIEVED_SECONDS * 1_000_000_000L;

    private final TableSql<R, ID> sql;
    private final Optional<CatalogTable> found;
    private volatile long readAt;

    KnownTable(TableSql<R, ID> sql, Optional<CatalogTable> found, long readAt) {
        this.sql = sql;
        this.found = found;
        this.readAt = readAt;
    }

    public TableSql<R, ID> sql() {
        return sql;
    }

    /** Whether the catalogue need not be asked; one that had no such table is asked each time. */
    public boolean isFresh(long now) {
        return found.isPresent() && !sql.isDoubted() && now - readAt < BELIEVED_NANOS;
    }

    /** Whether the statements are still right, now that the catalogue says this; they are then believed again. */
    boolean confirm(Optional<CatalogTable> nowFound, long now) {
        if (sql.isDoubted() || found.isEmpty() || !found.equals(nowFound)) {
            return false;
        }
        readAt = now;
        return true;
    }
}
