package io.github.ifmatch.engine.sql;

import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.RowId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an id of several columns that the database would give. Immutable.
 *
 * <p>An id of one column is left to the database where it is null or 0. A part of an id is not: a 0 there may be meant, so it
 * would be stored. Where the column is one that the database counts, it is not meant.
 */
record GeneratedParts(Set<String> components) {

    static final GeneratedParts NONE = new GeneratedParts(Set.of());

    /** As the driver tells them of a query that is not executed; nothing is asked of an id of one column. */
    static GeneratedParts of(Connection connection, String select, Mapping<?, ?> mapping) throws SQLException {
        if (mapping.id().own().size() == 1) {
            return NONE;
        }
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            ResultSetMetaData metaData = statement.getMetaData();
            Set<String> generated = new HashSet<>();
            List<Column> columns = mapping.columns();
            for (int i = 0; i < columns.size(); i++) {
                boolean isPart = columns.get(i).role() == Column.Role.ID;
                if (isPart && metaData != null && metaData.isAutoIncrement(i + 1)) {
                    generated.add(columns.get(i).component());
                }
            }
            return new GeneratedParts(Set.copyOf(generated));
        }
    }

    /** Refuses an id of which such a part is 0. */
    void requireGiven(List<Column> id, @Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (components.contains(id.get(i).component()) && RowId.isZero(values[i])) {
                throw new IllegalArgumentException("row must have a whole id: " + id.get(i) + " is 0, and the database"
                        + " gives a number only to an id of one column; give it one, or declare the id as that column"
                        + " alone");
            }
        }
    }
}
