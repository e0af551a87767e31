package io.github.ifmatch.engine.write;

import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** What to look at first when the database refused, as far as its SQLSTATE or error code tells. Immutable. */
final class Hints {

    /** HSQLDB does not tell a user who lacks a privilege whether there is such a table or column (42501). */
    private static final int HSQLDB_NOT_FOUND = -5501;

    private Hints() {}

    static String of(SQLException failure, Table<?, ?> table) {
        if ("25P02".equals(failure.getSQLState())) {
            return ": a statement before it failed, and the database refuses all that follows in the transaction";
        }
        if (failure.getErrorCode() == HSQLDB_NOT_FOUND) {
            return ": the database has no table " + table.name() + " with all columns of the declaration ("
                    + columns(table)
                    + ") where this connection looks, or its user may not use them; the cause names what was missed";
        }
        if (TableGuard.hasRefused(failure)) {
            return ": the table's guard refused it; if it was installed a moment ago, send it again, for the catalogue is read anew; if not,"
                    + " this database is not spoken to in its own dialect, or the table is written through a view";
        }
        return lookAt(failure.getSQLState() == null ? SqliteFacts.sqlState(failure) : failure.getSQLState(), table);
    }

    /** What to look at first, for the SQLSTATEs that a wrong declaration or connection brings about; empty where the driver's own message is all there is to say. */
    private static String lookAt(String sqlState, Table<?, ?> table) {
        return switch (sqlState) {
            case "42P01", "42S02", "42S03", "42S04", "3F000", "90079", "42X05", "42Y07" ->
                ": the database has no table " + table.name()
                        + " where this connection looks; check named(…), upper and"
                        + " lower case included, and the connection's database, schema and search path";
            case "42703", "42S22", "42X04", "42X14" ->
                ": the table has not every column of the declaration (" + columns(table)
                        + "); the cause names it, and column(component, column) gives its right name";
            case "25006", "25502" -> ": the connection, its transaction or its server is read-only";
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
