package io.github.ifmatch.engine.sql;

import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.Primitives;
import io.github.ifmatch.engine.mapping.Versions;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds a table's declaration against the live schema. For one thread at a time, like the connection. */
public final class SchemaCheck {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final Map<Integer, Long> LAST_VERSIONS = Map.of(
            Types.SMALLINT, (long) Short.MAX_VALUE,
            Types.INTEGER, (long) Integer.MAX_VALUE,
            Types.BIGINT, Long.MAX_VALUE);

    private static final Set<Integer> FRACTIONAL =
            Set.of(Types.NUMERIC, Types.DECIMAL, Types.DOUBLE, Types.FLOAT, Types.REAL);

    private final Connection connection;
    private final DatabaseMetaData metaData;
    private final Mapping<?, ?> mapping;
    private final Optional<CatalogTable> table;
    private final Dialect dialect;
    private final Identifiers identifiers;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Found> columns = new HashMap<>();

    /** A column as the catalogue has it. */
    private record Found(int type, String typeName, boolean isNullable) {}

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

    /** Throws if the table cannot be used as declared, with every reason; logs what may surprise. */
    public void run() throws SQLException {
        if (table.isEmpty()) {
            problems.add("there is no such table or view");
        } else {
            readColumns(table.get().name());
            mapping.columns().forEach(this::checkColumn);
            checkId(table.get());
            checkIsolation();
            checkTriggers(table.get());
            problems.addAll(dialect.objections(connection, table.get().name()));
            checkLocking();
        }
        if (!problems.isEmpty()) {
            throw new MappingException(
                    mapping.declaration().where() + " does not fit the database: " + String.join("; ", problems));
        }
    }

    /** Those of this very table: the schema and the table of a pattern may have namesakes. */
    private void readColumns(CatalogName name) throws SQLException {
        try (ResultSet found = metaData.getColumns(
                name.catalog(),
                CatalogName.pattern(metaData, name.schema()),
                CatalogName.pattern(metaData, name.table()),
                null)) {
            while (found.next()) {
                if (name.table().equals(found.getString("TABLE_NAME"))) {
                    columns.put(
                            found.getString("COLUMN_NAME"),
                            new Found(
                                    found.getInt("DATA_TYPE"),
                                    String.valueOf(found.getString("TYPE_NAME")),
                                    found.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
                }
            }
        }
    }

    private void checkColumn(Column column) {
        Found found = columns.get(identifiers.stored(column.name()));
        if (found == null) {
            problems.add("it has no column " + column.name() + " (component " + column.component() + ")");
            return;
        }
        if (column.type().isBuiltIn()) {
            dialect.misfit(Primitives.wrapper(column.javaType()), found.typeName())
                    .ifPresent(why -> LOG.warn("{} {}", column, why));
        }
        if (column.role() == Column.Role.VERSION) {
            checkVersion(column, found);
        } else if (column.role() == Column.Role.ID && LAST_VERSIONS.containsKey(found.type()) && isFractional(column)) {
            problems.add("the id " + column.name() + " is an integer, but the component is a "
                    + column.javaType().getSimpleName() + ": the index on it could not be used");
        } else if (found.isNullable() && column.javaType().isPrimitive() && column.role() != Column.Role.ID) {
            LOG.warn(
                    "{} may be NULL, which the component {} ({}) cannot hold",
                    column,
                    column.component(),
                    column.javaType());
        }
    }

    private static boolean isFractional(Column column) {
        Class<?> type = Primitives.wrapper(column.javaType());
        return type == java.math.BigDecimal.class || type == Double.class || type == Float.class;
    }

    private void checkVersion(Column column, Found found) {
        Long last = LAST_VERSIONS.get(found.type());
        if (last == null) {
            problems.add("the version " + column.name() + " must be a smallint, integer or bigint"
                    + (FRACTIONAL.contains(found.type()) ? ", not a number with a fraction" : ""));
        } else if (last > Versions.last(column.javaType())) {
            problems.add("the version " + column.name() + " can grow beyond what the component's type holds: "
                    + column.javaType().getName());
        }
        if (VersionBounds.areTheColumns(dialect) // SQLite's hold 64 bits, whatever they are called
                && last != null
                && last != Long.MAX_VALUE
                && mapping.declaration().neverReusesVersions()) {
            problems.add("the version " + column.name()
                    + " must be a bigint: versions that are never reused begin at the clock's microseconds");
        }
        if (found.isNullable() && !mapping.declaration().adoptsNullVersions()) {
            problems.add("the version " + column.name() + " must be NOT NULL (or declare adoptNullVersions())");
        }
    }

    private void checkId(CatalogTable found) {
        if (!found.isUnique(TableSql.storedIdColumns(identifiers, mapping))) {
            problems.add("no primary key or unique index keeps its id unique");
        }
    }

    private void checkIsolation() throws SQLException {
        if (connection.getTransactionIsolation() == Connection.TRANSACTION_READ_UNCOMMITTED) {
            problems.add(
                    "its connections read uncommitted rows, whose versions may never have existed; set READ COMMITTED");
        }
    }

    /** That a user may not lock, or a server is read-only, is no matter of the declaration. */
    private void checkLocking() throws SQLException {
        if (!metaData.supportsSavepoints()) {
            LOG.warn(
                    "{}: there are no savepoints, so what fails in a transaction of yours cannot be undone by itself",
                    mapping.declaration().name());
        }
        if (dialect.lockingRead() == Dialect.LockingRead.NONE) {
            LOG.warn(
                    "{}: SELECT … FOR UPDATE locks nothing here, so that a row which was checked may be changed before the commit",
                    mapping.declaration().name());
        }
        if (problems.isEmpty()) {
            String sql = new SqlText(dialect, identifiers, mapping, false, Optional.empty()).selectNoneLocking();
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
        if (!isForbidden) {
            problems.add("the database refuses to lock its rows (SQLSTATE " + state
                    + "); its dialect must override locking: " + sql);
        }
    }

    private void checkTriggers(CatalogTable found) {
        for (StandardTriggers.Found trigger : StandardTriggers.of(connection, found.name())) {
            if (trigger.name().startsWith(GuardShape.PREFIX)) {
                continue; // it lets through what advances the version
            }
            if (trigger.timing().startsWith("INSTEAD")) {
                problems.add("the trigger " + trigger.name()
                        + " writes instead of the database, so its count proves nothing");
            } else {
                LOG.warn(
                        "{}: the trigger {} runs {} a write; it must leave the version alone",
                        mapping.declaration().name(),
                        trigger.name(),
                        trigger.timing().toLowerCase(Locale.ROOT));
            }
        }
        if (found.writesAfterwards() && !mapping.declaration().readsBack()) {
            LOG.warn(
                    "{}: a trigger runs after a write and may change the row once more, so each write is a transaction that"
                            + " reads its row back",
                    mapping.declaration().name());
        }
    }
}
