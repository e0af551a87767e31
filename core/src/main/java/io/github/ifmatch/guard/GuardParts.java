package io.github.ifmatch.guard;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.GuardShape.Mode;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.TableGuard.Part;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.sql.Engine;
import io.github.ifmatch.engine.sql.Identifiers;
import io.github.ifmatch.engine.sql.KnownTables;
import io.github.ifmatch.engine.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The guard of one table in one database: what belongs to it, and what of that is there. For one thread at a time, like the connection. */
final class GuardParts {

    private final Connection connection;
    private final TableGuard guard;
    private final GuardShape shape;
    private final SqlText deletes;

    private GuardParts(Connection connection, TableGuard guard, GuardShape shape, SqlText deletes) {
        this.deletes = deletes;
        this.connection = connection;
        this.guard = guard;
        this.shape = shape;
    }

    static GuardParts of(Connection connection, Table<?, ?> table, Mode mode) throws SQLException {
        Mapping<?, ?> mapping = DeclaredTable.of(table).complete().mapping();
        Engine engine = KnownTables.standard().engine(connection);
        Identifiers identifiers = engine.identifiers();
        TableGuard guard = engine.dialect()
                .guard()
                .orElseThrow(() -> new MappingException(table.name() + " cannot be guarded: the dialect "
                        + engine.dialect().name() + " has no guard. Nothing was sent."));
        CatalogTable found = engine.dialect()
                .catalogTable(connection, identifiers.catalogName(connection.getMetaData(), table.name()))
                .orElseThrow(() -> new MappingException(
                        table.name() + " cannot be guarded: there is no such table where this connection looks."
                                + " Nothing was sent."));
        GuardShape shape = new GuardShape(
                found.name(),
                names(identifiers, mapping, Column.Role.ID),
                identifiers.stored(mapping.versionColumn().name()),
                names(identifiers, mapping, Column.Role.VERSIONED),
                mode);
        SqlText deletes = SqlText.of(engine, mapping, false, Optional.of(found.guarded(true)));
        return new GuardParts(connection, guard, shape, deletes);
    }

    private static List<String> names(Identifiers identifiers, Mapping<?, ?> mapping, Column.Role role) {
        return mapping.columns().stream()
                .filter(column -> column.role() == role)
                .map(column -> identifiers.stored(column.name()))
                .toList();
    }

    List<String> statements() {
        return guard.parts(shape).stream()
                .flatMap(part -> part.create().stream())
                .toList();
    }

    String deleteStatement() {
        return deletes.delete().plain();
    }

    List<String> problems() throws SQLException {
        Map<String, String> installed = guard.installed(connection, shape);
        List<String> problems = new ArrayList<>();
        for (Part part : guard.parts(shape)) {
            String there = installed.remove(part.key());
            if (there == null) {
                problems.add("the " + part.key() + " is missing");
            } else if (!there.equals(part.definition())) {
                problems.add("the " + part.key() + " is another one, or disabled");
            }
        }
        Map<String, Part> ever = all();
        installed.keySet().stream()
                .filter(key -> ever.containsKey(key) && !ever.get(key).isKept())
                .forEach(key -> problems.add("the " + key + " belongs to another mode"));
        return problems;
    }

    void install() throws SQLException {
        if (problems().isEmpty()) {
            return;
        }
        List<String> statements = new ArrayList<>();
        for (Part part : reversed(all())) {
            if (!part.isKept()) {
                statements.add(part.drop());
            }
        }
        statements.addAll(statements());
        send(statements);
    }

    void remove() throws SQLException {
        send(reversed(all()).stream().map(Part::drop).toList());
    }

    /** Of every mode, in the order in which they are made. */
    private Map<String, Part> all() {
        Map<String, Part> all = new LinkedHashMap<>();
        for (Mode mode : Mode.values()) {
            guard.parts(shape.in(mode)).stream()
                    .filter(Part::isKept)
                    .forEach(part -> all.putIfAbsent(part.key(), part));
        }
        for (Mode mode : Mode.values()) {
            guard.parts(shape.in(mode)).forEach(part -> all.putIfAbsent(part.key(), part));
        }
        return all;
    }

    private static List<Part> reversed(Map<String, Part> parts) {
        List<Part> reversed = new ArrayList<>();
        parts.values().forEach(part -> reversed.add(0, part));
        return reversed;
    }

    /** As one transaction, where the database can undo them. */
    private void send(List<String> statements) throws SQLException {
        boolean isAutoCommit = connection.getAutoCommit();
        if (isAutoCommit) {
            connection.setAutoCommit(false);
        }
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a name may have braces
            for (String sql : statements) {
                boolean unused = statement.execute(sql);
            }
            if (isAutoCommit) {
                connection.commit();
            }
        } catch (SQLException | RuntimeException e) {
            if (isAutoCommit) {
                undo(e);
            }
            throw e;
        } finally {
            if (isAutoCommit) {
                connection.setAutoCommit(true);
            }
        }
    }

    private void undo(Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
