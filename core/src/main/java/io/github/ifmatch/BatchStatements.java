package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The dialect's statements for many rows of one table, one for each set of columns; looked for once. Thread-safe. */
final class BatchStatements {

    private final Dialect dialect;
    private final Identifiers identifiers;
    private final Mapping<?, ?> mapping;
    private final Map<String, Optional<BatchStatement>> known = new ConcurrentHashMap<>();

    BatchStatements(Dialect dialect, Identifiers identifiers, Mapping<?, ?> mapping) {
        this.dialect = dialect;
        this.identifiers = identifiers;
        this.mapping = mapping;
    }

    /** The statement that makes the same write for many rows; empty if the dialect has none. */
    Optional<BatchStatement> of(Connection connection, Sql one) throws SQLException {
        Optional<BatchStatement> found = known.get(one.plain());
        if (found == null) {
            found = dialect.batch(connection, shape(one));
            if (known.size() < TableSql.KEPT_PATCHES) {
                known.put(one.plain(), found);
            }
        }
        return found;
    }

    private BatchShape shape(Sql one) {
        List<Column> set = one.bound().stream()
                .filter(column -> column.role() == Column.Role.VERSIONED || column.role() == Column.Role.UNVERSIONED)
                .toList();
        return new BatchShape(
                one.kind(),
                identifiers.table(mapping.declaration().name()),
                names(set),
                names(mapping.id().columns()),
                identifiers.sql(mapping.versionColumn().name()),
                mapping.declaration().adoptsNullVersions(),
                names(mapping.columns()));
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map(column -> identifiers.sql(column.name())).toList();
    }
}
