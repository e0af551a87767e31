package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.SetUpdate;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.Primitives;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The dialect's statements for many rows of one table, one for each set of columns and classes of values; looked for once.
 * Thread-safe.
 */
public final class BatchStatements {

    /** After a deadlock, for so long every batch of the table locks its rows first. */
    private static final long LOCKING_NANOS = 60_000_000_000L;

    private final Dialect dialect;
    private final Identifiers identifiers;
    private final Mapping<?, ?> mapping;
    private final boolean isPartitioned;
    private final Map<Key, Optional<BatchStatement>> known = new ConcurrentHashMap<>();
    private final Map<String, Optional<SetUpdate>> knownUpdates = new ConcurrentHashMap<>();
    private volatile long contendedAt = System.nanoTime() - LOCKING_NANOS;

    BatchStatements(SqlText text) {
        this.dialect = text.dialect();
        this.identifiers = text.identifiers();
        this.mapping = text.mapping();
        this.isPartitioned = text.isPartitioned();
    }

    private record Key(String plain, List<Class<?>> types) {}

    /** The statement that makes the same write for many rows; empty if the dialect has none. */
    public Optional<BatchStatement> of(Connection connection, Sql one, List<Class<?>> types) throws SQLException {
        Key key = new Key(one.plain(), types);
        Optional<BatchStatement> found = known.get(key);
        if (found == null) {
            found = dialect.batch(connection, shape(one, types));
            keep(key, found);
        }
        return found;
    }

    /** The database does not take the statement, though it may take the same write of one row: it is not sent again. */
    public void distrust(Sql one, List<Class<?>> types) {
        keep(new Key(one.plain(), types), Optional.empty());
    }

    /** The statement that makes the same update for many rows, and counts them; empty if the dialect has none. */
    Optional<SetUpdate> update(Connection connection, CatalogName table, Sql one) throws SQLException {
        Optional<SetUpdate> found = knownUpdates.get(one.plain());
        if (found == null) {
            List<Class<?>> types = one.bound().stream()
                    .<Class<?>>map(column -> Primitives.wrapper(column.javaType()))
                    .toList();
            found = dialect.setUpdate(connection, table, shape(one, types));
            keepUpdate(one, found);
        }
        return found;
    }

    /** The database does not take it, or counts otherwise: it is not sent again. */
    public void distrustUpdate(Sql one) {
        keepUpdate(one, Optional.empty());
    }

    private void keepUpdate(Sql one, Optional<SetUpdate> statement) {
        if (knownUpdates.size() < KeptSql.KEPT_PATCHES || knownUpdates.containsKey(one.plain())) {
            knownUpdates.put(one.plain(), statement);
        }
    }

    /** Two batches have met in a deadlock: those that follow lock first, for a minute. */
    public void contended() {
        contendedAt = System.nanoTime();
    }

    /** Whether a deadlock was met not long ago. */
    public boolean isContended() {
        return System.nanoTime() - contendedAt < LOCKING_NANOS;
    }

    private void keep(Key key, Optional<BatchStatement> statement) {
        if (known.size() < KeptSql.KEPT_PATCHES) {
            known.put(key, statement);
        }
    }

    private BatchShape shape(Sql one, List<Class<?>> types) {
        List<Column> set = one.bound().stream()
                .filter(column -> column.role() == Column.Role.VERSIONED || column.role() == Column.Role.UNVERSIONED)
                .toList();
        return new BatchShape(
                one.kind(),
                identifiers.table(mapping.declaration().name()),
                names(set),
                names(mapping.id().columns()),
                mapping.declaration().fixed().stream()
                        .filter(FixedColumn::isUnset)
                        .map(column -> identifiers.sql(column.name()))
                        .toList(),
                identifiers.sql(mapping.versionColumn().name()),
                mapping.declaration().adoptsNullVersions(),
                isPartitioned,
                names(mapping.columns()),
                types);
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map(column -> identifiers.sql(column.name())).toList();
    }
}
