package io.github.ifmatch.guard;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.GuardShape.Mode;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.TableGuard.Part;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.sql.Engine;
import io.github.ifmatch.engine.sql.GuardState;
import io.github.ifmatch.engine.sql.Identifiers;
import io.github.ifmatch.engine.sql.KnownTables;
import io.github.ifmatch.engine.sql.SqlText;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The guard of one table in one database: makes it, and removes it. For one thread at a time, like the connection. */
final class GuardParts {

    private final Connection connection;
    private final GuardState state;
    private final SqlText deletes;

    private GuardParts(Connection connection, GuardState state, SqlText deletes) {
        this.connection = connection;
        this.state = state;
        this.deletes = deletes;
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
        GuardState state = GuardState.of(connection, guard, identifiers, mapping, found, mode);
        SqlText deletes = SqlText.of(engine, mapping, false, Optional.of(found.guarded(true)));
        return new GuardParts(connection, state, deletes);
    }

    List<String> statements() {
        return state.parts().stream().flatMap(part -> part.create().stream()).toList();
    }

    String deleteStatement() {
        return deletes.delete().plain();
    }

    String deleteWhere(String condition) {
        return state.delete(condition);
    }

    List<String> problems() throws SQLException {
        return state.problems();
    }

    void install() throws SQLException {
        if (problems().isEmpty()) {
            return;
        }
        List<String> statements = new ArrayList<>(dropsOfFormer());
        for (Part part : reversed(state.partsOfAllModes())) {
            if (!part.isKept()) {
                statements.add(part.drop());
            }
        }
        statements.addAll(statements());
        send(statements);
    }

    void remove() throws SQLException {
        List<String> statements = new ArrayList<>(dropsOfFormer());
        reversed(state.partsOfAllModes()).forEach(part -> statements.add(part.drop()));
        send(statements);
    }

    private List<String> dropsOfFormer() throws SQLException {
        return state.formerParts().stream().map(Part::drop).toList();
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
