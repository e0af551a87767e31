package io.github.ifmatch.dialects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A column as the catalogue has it. Immutable. */
final class PostgresColumn {

    /** {@code format_type} with a modifier of -1 names a type without its length, even where the standard's name has one. */
    private static final String QUERY = """
            SELECT a.attname, format_type(a.atttypid, -1), t.typcategory = 'A'
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            WHERE a.attrelid = to_regclass(?) AND a.attnum > 0 AND NOT a.attisdropped""";

    private final String type;
    private final boolean isArray;
    private final boolean isInteger;
    private final boolean takesMoments;
    private final boolean takesFractions;
    private final boolean takesArrays;

    /**
     * What is asked for each value is found out once.
     *
     * @param type its type, as SQL
     * @param isArray whether its values are arrays
     */
    PostgresColumn(String type, boolean isArray) {
        this.type = type;
        this.isArray = isArray;
        this.isInteger = type.equals("bigint") || type.equals("integer") || type.equals("smallint");
        this.takesMoments = type.equals("timestamp with time zone");
        this.takesFractions = type.equals("double precision") || type.equals("real");
        this.takesArrays = isArray || type.equals("bytea");
    }

    /** The columns of a table, by name. */
    static Map<String, PostgresColumn> of(Connection connection, String table) throws SQLException {
        Map<String, PostgresColumn> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(QUERY)) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getString(1), new PostgresColumn(rows.getString(2), rows.getBoolean(3)));
                }
            }
        }
        return columns;
    }

    /** The name that the catalogue has for a column, from its name in SQL. */
    static String name(String sql) {
        return sql.startsWith("\"")
                ? sql.substring(1, sql.length() - 1).replace("\"\"", "\"")
                : sql.toLowerCase(Locale.ROOT);
    }

    /** Whether its values are integers, which every client sorts as the database does. */
    boolean isInteger() {
        return isInteger;
    }

    /** Whether its values are arrays. */
    boolean isArray() {
        return isArray;
    }

    /** The parameter. Arrays of arrays would be unnested to their elements, so they travel as text. */
    String array() {
        return isArray ? "?::text[]" : "?::" + type + "[]";
    }

    /** The type of an array's elements, which is no array: all dimensions are one type. */
    PostgresColumn element() {
        return new PostgresColumn(type.replace("[]", ""), false);
    }

    /** What is read from the parameter, as the column takes it. */
    String cast(String value) {
        return isArray ? value + "::" + type : value;
    }

    /**
     * Whether the text of a value means to this type what the value itself would. A time with an offset would keep its local
     * time where there is no zone, and a binary fraction is rounded on its way to a decimal.
     */
    boolean takes(Object value) {
        if (value instanceof OffsetDateTime) {
            return takesMoments;
        }
        if (value instanceof Double || value instanceof Float) {
            return takesFractions;
        }
        return value.getClass().isArray() == takesArrays;
    }
}
