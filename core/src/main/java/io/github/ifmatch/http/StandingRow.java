package io.github.ifmatch.http;

import io.github.ifmatch.Table;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The row that stands against a write. Immutable, if the row is.
 *
 * @param table the name of its table; null where that is not known, since the preconditions alone were looked at
 */
record StandingRow(@Nullable String table, Object row) {

    /** The row, if it is one of this table. */
    <R> Optional<R> in(Table<R, ?> other) {
        return (table == null || table.equals(other.name())) && other.rowType().isInstance(row)
                ? Optional.of(other.rowType().cast(row))
                : Optional.empty();
    }
}
