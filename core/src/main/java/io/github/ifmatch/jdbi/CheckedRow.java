package io.github.ifmatch.jdbi;

import io.github.ifmatch.BoundId;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.FixedColumn;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row that a statement is to write, named as the statement names it. Immutable by convention.
 *
 * @param id what was bound for the id, and in which conditions: only the database knows what that means
 */
record CheckedRow(VersionedRows<?, ?> rows, BoundId id, long version) {

    /**
     * The row.
     *
     * @param bound how each parameter of the statement was bound
     * @throws IllegalArgumentException if what was bound cannot name a row and its version
     */
    static CheckedRow of(VersionedRows<?, ?> rows, Plan plan, Map<Integer, Setting> bound) {
        Table<?, ?> table = rows.table();
        List<Object> values = new ArrayList<>();
        for (int parameter : plan.id()) {
            values.add(value(table, table.idColumns().get(values.size()), bound.get(parameter)));
        }
        DeclaredTable.of(table)
                .heldColumns()
                .forEach(column ->
                        requireHeld(table, column, values.get(table.idColumns().indexOf(column.name()))));
        long version = version(table, value(table, table.versionColumn(), bound.get(plan.version())));
        Plan.Named named = plan.named();
        List<Setting> again = new ArrayList<>();
        for (int parameter : named.parameters()) {
            again.add(repeatable(table.name() + ": the parameters of the id", bound.get(parameter)));
        }
        BoundId id = new BoundId(named.alias(), named.condition(), statement -> bind(again, statement), values);
        return new CheckedRow(rows, id, version);
    }

    private static long version(Table<?, ?> table, Object value) {
        try {
            if (value instanceof Number number) {
                return new BigDecimal(number.toString()).longValueExact();
            }
        } catch (ArithmeticException | NumberFormatException e) { // told below
        }
        throw new IllegalArgumentException(table.name() + "." + table.versionColumn()
                + " must be bound as a whole number that a version can be. Nothing was sent.");
    }

    /** Another tenant's rows are none of the table's, whoever names them. */
    private static void requireHeld(Table<?, ?> table, FixedColumn column, Object bound) {
        if (!column.isBoundAs(bound)) {
            throw new IllegalArgumentException(table.name() + "." + column.name()
                    + " must be bound as the value that it is fixed at: other rows are none of the table. Nothing was"
                    + " sent.");
        }
    }

    private static void bind(List<Setting> again, PreparedStatement statement) throws SQLException {
        for (int i = 0; i < again.size(); i++) {
            again.get(i).bind(statement, i + 1);
        }
    }

    private static Setting repeatable(String name, @Nullable Setting setting) {
        if (setting == null) {
            throw new IllegalArgumentException(name
                    + " must be bound by a setter of the prepared statement, to be bound once more. Nothing was sent.");
        }
        if (setting.isStream()) {
            throw new IllegalArgumentException(
                    name + " must not be bound as a stream, which can be read once only. Nothing was sent.");
        }
        return setting;
    }

    /** What was bound, if it means a row. */
    private static Object value(Table<?, ?> table, String column, @Nullable Setting setting) {
        String name = table.name() + "." + column;
        Object value = repeatable(name, setting).value();
        if (value == null) {
            throw new IllegalArgumentException(name + " must not be NULL: no row would be found. Nothing was sent.");
        }
        return value;
    }

    /** Why it was not written; null if it was. */
    @Nullable
    VersionedException refused(long count) {
        try {
            rows.confirm(id, version, count);
            return null;
        } catch (VersionedException e) {
            return e;
        }
    }
}
