package io.github.ifmatch.examples.benchmarks.peers.shop;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The statements of a table; a patch writes the stock alone. Immutable. */
public record Statements(String find, String insert, String update, String patch, String delete) {

    /** With a question mark for each value: the columns', then the id, then the version. */
    public static Statements positional(Shape shape) {
        return of(shape, property -> "?");
    }

    /** With a name for each value: {@code :changedAt}. */
    public static Statements named(Shape shape) {
        return of(shape, property -> ":" + property);
    }

    private static Statements of(Shape shape, UnaryOperator<String> mark) {
        String byId = " WHERE id = " + mark.apply("id");
        String condition = byId + " AND version = " + mark.apply("version");
        Function<Column, String> value = column -> mark.apply(column.property());
        String update = "UPDATE " + shape.table() + " SET ";
        return new Statements(
                "SELECT " + String.join(", ", shape.names()) + " FROM " + shape.table() + byId,
                "INSERT INTO " + shape.table() + " (" + joined(shape.columns(), Column::name) + ", version) VALUES ("
                        + joined(shape.columns(), value) + ", 1)",
                update + joined(shape.columns(), column -> column.name() + " = " + value.apply(column))
                        + ", version = version + 1" + condition,
                update + "stock = " + mark.apply("stock") + ", version = version + 1" + condition,
                "DELETE FROM " + shape.table() + condition);
    }

    private static String joined(List<Column> columns, Function<Column, String> each) {
        return columns.stream().map(each).collect(Collectors.joining(", "));
    }

    /** The same, where each write answers the row that it wrote: PostgreSQL's. */
    public Statements returning(Shape shape) {
        String returning = " RETURNING " + String.join(", ", shape.names());
        return new Statements(find, insert + returning, update + returning, patch + returning, delete + returning);
    }
}
