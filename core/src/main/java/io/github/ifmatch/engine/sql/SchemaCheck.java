package io.github.ifmatch.engine.sql;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.verify.Finding;
import io.github.ifmatch.verify.Findings;
import io.github.ifmatch.verify.Severity;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Holds a table's declaration against the live schema. For one thread at a time, like the connection. */
public final class SchemaCheck {

    private final Connection connection;
    private final DatabaseMetaData metaData;
    private final Mapping<?, ?> mapping;
    private final Optional<CatalogTable> table;
    private final Dialect dialect;
    private final Identifiers identifiers;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, ColumnCheck.Found> columns = new HashMap<>();
    private Optional<BelowView> below = Optional.empty();
    private boolean isGuarded;

    private SchemaCheck(Connection connection, Engine engine, Mapping<?, ?> mapping, Optional<CatalogTable> table)
            throws SQLException {
        this.connection = connection;
        this.metaData = connection.getMetaData();
        this.mapping = mapping;
        this.dialect = engine.dialect();
        this.identifiers = engine.identifiers();
        this.table = table;
    }

    public static SchemaCheck of(Connection connection, Engine engine, Table<?, ?> table) throws SQLException {
        return new SchemaCheck(
                connection, engine, DeclaredTable.of(table).mapping(), KnownTables.find(connection, engine, table));
    }

    /** All that can be found. */
    public Findings run() throws SQLException {
        if (table.isEmpty()) {
            error(
                    "no-table",
                    "there is no such table or view",
                    "create it, or declare the table by the name that it has");
        } else {
            columns.putAll(columns(table.get().name()));
            below = BelowView.of(connection, dialect, table.get());
            if (below.isPresent()) {
                lookBelow(below.get());
            }
            ColumnCheck columnCheck = new ColumnCheck(dialect, mapping.declaration(), findings::add);
            for (Column column : mapping.columns()) {
                columnCheck.run(column, columns.get(identifiers.stored(column.name())));
            }
            for (Column column : mapping.id().fixedColumns()) {
                columnCheck.run(column, columns.get(identifiers.stored(column.name())));
            }
            FixedColumn.marked(mapping.declaration())
                    .ifPresent(mark -> new MarkCheck(mark, mapping, identifiers, findings::add)
                            .run(columnCheck, columns.get(identifiers.stored(mark.name())), table.get()));
            checkId(table.get());
            checkConnection();
            checkTriggers(table.get().name(), "");
            checkTriggersAfterwards(below.map(BelowView::table).orElse(table.get()));
            findings.addAll(dialect.findings(connection, table.get().name(), identifiers.storedId(mapping)));
            findings.addAll(new ComparedColumns(dialect, identifiers, mapping)
                    .findings(connection, table.get().name()));
            checkGuard(table.get());
            checkLocking();
        }
        return Findings.of(
                mapping.declaration().name(), mapping.declaration().where(), findings, MappingException::new);
    }

    private void error(String code, String problem, String remedy) {
        findings.add(Finding.error(code, problem, remedy));
    }

    private void warning(String code, String problem, String remedy) {
        findings.add(Finding.warning(code, problem, remedy));
    }

    private boolean isUsable() {
        return findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
    }

    /** A view by itself has no keys, its columns may all be NULL, and what triggers run below it, it does not show. */
    private void lookBelow(BelowView view) throws SQLException {
        Map<String, ColumnCheck.Found> known = columns(view.table().name());
        view.columns().forEach((column, base) -> {
            if (known.containsKey(base)) {
                columns.put(column, known.get(base));
            }
        });
        findings.add(Finding.note(
                "view-of",
                "it is a view of " + view.named()
                        + ", whose columns, keys and triggers were looked at; each write of it is a"
                        + " transaction that reads its row back",
                "nothing; or declare the table itself, for fewer round trips"));
        checkTriggers(view.table().name(), " of " + view.named());
        if (view.table().isGuarded()) {
            warning(
                    "guard-unproven",
                    "it is a view of " + view.named()
                            + ", which has a guard: a DELETE through the view does not prove itself to"
                            + " that, and is refused, or noted where the guard only reports",
                    "delete by a declaration of the table itself");
            if (!mapping.declaration().versions().isOrdered()) {
                uncounted("the guard of " + view.named());
            }
        }
    }

    private void uncounted(String guard) {
        error(
                "guard-misfit",
                guard + " lets through versions that are counted, and those of this table are "
                        + mapping.declaration().versions().words(),
                "remove the guard by a declaration whose versions are counted");
    }

    /** Those of this very table: the schema and the table of a pattern may have namesakes. */
    private Map<String, ColumnCheck.Found> columns(CatalogName name) throws SQLException {
        Map<String, ColumnCheck.Found> read = new HashMap<>();
        try (ResultSet found = metaData.getColumns(
                name.catalog(),
                CatalogName.pattern(metaData, name.schema()),
                CatalogName.pattern(metaData, name.table()),
                null)) {
            while (found.next()) {
                if (name.table().equals(found.getString("TABLE_NAME"))) {
                    read.put(found.getString("COLUMN_NAME"), ColumnCheck.Found.of(found));
                }
            }
        }
        return read;
    }

    private void checkId(CatalogTable found) {
        Set<String> id = identifiers.storedId(mapping);
        if (!found.isUnique(id) && !below.map(view -> view.isUnique(id)).orElse(false)) {
            error(
                    "id-not-unique",
                    "no primary key or unique index keeps its id unique",
                    "add a primary key, or a unique index over the id's columns alone that covers every row");
        }
    }

    private void checkConnection() throws SQLException {
        int isolation = connection.getTransactionIsolation();
        if (isolation == Connection.TRANSACTION_READ_UNCOMMITTED) {
            error(
                    "read-uncommitted",
                    "its connections read uncommitted rows, whose versions may never have existed; set READ COMMITTED",
                    "set READ COMMITTED in the pool");
        }
        if (connection.isReadOnly()) {
            warning(
                    "read-only",
                    "its connections are read-only, so that every write is refused",
                    "give this database the pool of the primary server, or use it for reads alone");
        }
    }

    /** That a user may not lock, or a server is read-only, is no matter of the declaration. */
    private void checkLocking() throws SQLException {
        if (!metaData.supportsSavepoints()) {
            warning(
                    "no-savepoints",
                    "there are no savepoints, so what fails in a transaction of yours cannot be undone by itself",
                    "roll such a transaction back as a whole");
        }
        if (dialect.lockingRead() == LockingRead.NONE) {
            warning(
                    "no-row-locks",
                    "SELECT … FOR UPDATE locks nothing here, so that a row which was checked may be changed before the commit",
                    "do not rely on check(row) alone: write the row, or use SERIALIZABLE where the database has it");
        }
        if (isUsable()) {
            String sql = new SqlText(dialect, identifiers, mapping, false, false, Optional.empty()).selectNoneLocking();
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(sql).close();
            } catch (SQLException e) {
                addRefusal(e, sql);
            }
        }
    }

    private void addRefusal(SQLException refusal, String sql) throws SQLException {
        String state = refusal.getSQLState() == null ? "" : refusal.getSQLState();
        boolean isForbidden = new DatabaseException("", refusal).kind() == DatabaseException.Kind.PERMISSION
                || state.startsWith("25");
        boolean isSyntax = refusal instanceof SQLSyntaxErrorException || state.startsWith("42");
        if (!isForbidden && !isSyntax) {
            throw refusal;
        }
        if (state.equals("42703")) { // a system's column, which no catalogue lists
            error(
                    "no-column",
                    "it has no column " + mapping.versionColumn().name() + ", or another of those that are declared",
                    "add the column, or declare the component with the name of its column");
        } else if (!isForbidden) {
            error(
                    "locking-refused",
                    "the database refuses to lock its rows (SQLSTATE " + state
                            + "); its dialect must override locking: " + sql,
                    "write a dialect for this database, or take one that is there");
        }
    }

    private void checkGuard(CatalogTable found) throws SQLException {
        Optional<TableGuard> guard = dialect.guard();
        if (guard.isPresent()) {
            List<Finding> told = GuardCheck.findings(
                    GuardState.of(connection, guard.get(), identifiers, mapping, found, GuardShape.Mode.REFUSING));
            if (told.isEmpty() || mapping.declaration().versions().isOrdered()) {
                findings.addAll(told);
            } else {
                uncounted("a guard");
            }
        } else if (isGuarded) {
            warning(
                    "guard-unproven",
                    "it has the triggers of a guard, to which a DELETE in the dialect " + dialect.name()
                            + " does not prove itself, so that deletes may be refused",
                    "speak to it in the dialect of the database, which is found by itself if ifmatch-dialects is there");
        }
    }

    private void checkTriggers(CatalogName name, String where) {
        for (StandardTriggers.Found trigger : StandardTriggers.of(connection, name)) {
            if (trigger.name().startsWith(GuardShape.PREFIX)) {
                isGuarded = true; // it lets through what advances the version
                continue;
            }
            if (trigger.timing().startsWith("INSTEAD")) {
                error(
                        "trigger-instead",
                        "the trigger " + trigger.name()
                                + " writes instead of the database, so its count proves nothing",
                        "declare the table below the view");
            } else if (!mapping.declaration().versions().isMadeByDatabase()) {
                warning(
                        "trigger",
                        "the trigger " + trigger.name() + where + " runs "
                                + trigger.timing().toLowerCase(Locale.ROOT)
                                + " a write; it must leave the version alone",
                        "see that it does not set " + mapping.versionColumn().name());
            }
        }
    }

    private void checkTriggersAfterwards(CatalogTable found) {
        if (found.writesAfterwards() && !mapping.declaration().readsBack()) {
            warning(
                    "trigger-after",
                    "a trigger runs after a write and may change the row once more, so each write is a transaction that"
                            + " reads its row back",
                    "make it a BEFORE trigger if it edits the row, for one round trip less");
        }
    }
}
