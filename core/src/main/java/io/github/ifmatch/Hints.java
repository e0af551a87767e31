package io.github.ifmatch;

import java.util.stream.Collectors;

/** What to look at first, for the SQLSTATEs that a wrong declaration or connection brings about. */
final class Hints {

    private Hints() {}

    /** The hint, to be put behind a message; empty where the driver's own message is all there is to say. */
    static String of(String sqlState, Table<?, ?> table) {
        return switch (sqlState) {
            case "42P01", "42S02", "42S03", "42S04", "3F000", "90079" ->
                ": the database has no table " + table.name()
                        + " where this connection looks; check named(…), upper and"
                        + " lower case included, and the connection's database, schema and search path";
            case "42703", "42S22" ->
                ": the table has not every column of the declaration (" + columns(table)
                        + "); the cause names it, and column(component, column) gives its right name";
            case "25006" -> ": the connection, its transaction or its server is read-only";
            case "42501" -> ": the connection's user may not do that to this table, or to this row of it";
            case "42P10" ->
                ": the key that made its id unique is gone; the catalogue is read anew for the next call, so send it again";
            case "42804" ->
                ": a column is of another type than its component; type(component, type) gives it a fitting one";
            default -> "";
        };
    }

    private static String columns(Table<?, ?> table) {
        return DeclaredTable.of(table).mapping().columns().stream()
                .map(Column::name)
                .collect(Collectors.joining(", "));
    }
}
