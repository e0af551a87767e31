package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.RowId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The parts of an id of several columns that the database gives to a new row which leaves them null or 0, as it gives an id of one
 * column. Of any other part a 0 is meant. Immutable.
 *
 * @param id the columns of the id
 * @param places where among them those stand that the database gives
 * @param names their names as the catalogue has them, for generated keys
 * @param insert the insert that leaves them out; null if there are none
 */
public record GeneratedParts(
        List<Column> id,
        List<Integer> places,
        List<String> names,
        @Nullable Sql insert) {

    static final GeneratedParts NONE = new GeneratedParts(List.of(), List.of(), List.of(), null);

    /**
     * As the driver tells them of a query that is not executed; nothing is asked of an id of one column.
     *
     * @param inserted what an insert writes beside the id
     */
    static GeneratedParts of(
            Connection connection, String select, SqlText text, Mapping<?, ?> mapping, List<Column> inserted)
            throws SQLException {
        List<Column> id = mapping.id().columns();
        List<Column> own = mapping.id().own();
        Set<String> counted = own.size() == 1 ? Set.of() : counted(connection, select, mapping);
        if (counted.isEmpty()) {
            return NONE;
        }
        List<Integer> places = new ArrayList<>();
        List<Column> left = new ArrayList<>();
        List<Column> given = new ArrayList<>();
        for (int i = 0; i < id.size(); i++) {
            if (i < own.size() && counted.contains(id.get(i).component())) {
                places.add(i);
                left.add(id.get(i));
            } else {
                given.add(id.get(i));
            }
        }
        List<Column> into = SqlText.join(given, inserted);
        Sql insert = text.sql(WriteKind.INSERT, text.insert(into), text.bound(into));
        return new GeneratedParts(id, List.copyOf(places), text.storedNames(left), insert);
    }

    /** The components of those columns of the id that the database counts. */
    private static Set<String> counted(Connection connection, String select, Mapping<?, ?> mapping)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            ResultSetMetaData metaData = statement.getMetaData();
            Set<String> counted = new HashSet<>();
            List<Column> columns = mapping.columns();
            for (int i = 0; i < columns.size(); i++) {
                boolean isPart = columns.get(i).role() == Column.Role.ID;
                if (isPart && metaData != null && metaData.isAutoIncrement(i + 1)) {
                    counted.add(columns.get(i).component());
                }
            }
            return counted;
        }
    }

    /** Whether there are any. */
    public boolean areAny() {
        return insert != null;
    }

    /**
     * Whether a row that is to be inserted leaves them to the database.
     *
     * @throws IllegalArgumentException if it leaves some of them, and gives others; or leaves others, which the database does not give
     */
    public boolean areLeft(@Nullable Object[] idValues) {
        long left = places.stream().filter(place -> isLeft(idValues[place])).count();
        if (left == 0) {
            return false;
        }
        for (int i = 0; i < idValues.length; i++) {
            boolean isGiven = !places.contains(i);
            if (isGiven && idValues[i] == null) {
                throw new IllegalArgumentException("row must have a whole id: " + id.get(i) + " is null");
            }
        }
        if (left < places.size()) {
            throw new IllegalArgumentException("row must give all parts of its id that the database numbers, or none: "
                    + String.join(", ", names));
        }
        return true;
    }

    private static boolean isLeft(@Nullable Object value) {
        return value == null || RowId.isZero(value);
    }

    /** The values of the other parts. */
    public @Nullable Object[] given(@Nullable Object[] idValues) {
        @Nullable Object[] given = new Object[idValues.length - places.size()];
        int next = 0;
        for (int i = 0; i < idValues.length; i++) {
            if (!places.contains(i)) {
                given[next++] = idValues[i];
            }
        }
        return given;
    }

    /** The id's values with null for those that the database is to give. */
    public @Nullable Object[] open(@Nullable Object[] idValues) {
        @Nullable Object[] open = idValues.clone();
        places.forEach(place -> open[place] = null);
        return open;
    }
}
