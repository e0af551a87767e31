package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * SQLite 3.35 or newer, by the driver {@code org.xerial:sqlite-jdbc}: RETURNING, ON CONFLICT, transactions that begin with the lock
 * they will need, and columns that hold exactly what was written.
 *
 * <p>Immutable.
 */
public final class SqliteDialect implements Dialect {

    private static final int MAJOR = 3;

    /** The first with RETURNING. */
    private static final int MINOR = 35;

    /** How SQLite locks, which standard SQL has to know as well. */
    private final Dialect standard;

    /** Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}. */
    public SqliteDialect() {
        this(Dialect.STANDARD);
    }

    private SqliteDialect(Dialect standard) {
        this.standard = standard;
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equals("SQLite");
    }

    /** A SQLite that is older than 3.35, which comes with an older driver, is spoken to in standard SQL. */
    @Override
    public Dialect on(Connection connection) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        int major = metaData.getDatabaseMajorVersion();
        boolean isOld = major < MAJOR || (major == MAJOR && metaData.getDatabaseMinorVersion() < MINOR);
        Dialect fitted = standard.on(connection);
        return isOld ? fitted : new SqliteDialect(fitted);
    }

    @Override
    public String name() {
        return "SQLite";
    }

    @Override
    public Optional<String> returning(WriteKind kind, String write, String columns) {
        return Optional.of(write + " RETURNING " + columns);
    }

    @Override
    public String insertDefault(String table, String column) {
        return standard.insertDefault(table, column);
    }

    @Override
    public Optional<String> insertIfAbsent(String insert, String idColumns) {
        return Optional.of(insert + " ON CONFLICT (" + idColumns + ") DO NOTHING");
    }

    /**
     * SQLite runs in the process itself. But for each row that a statement returns the driver does more than for all else: a batch, and one
     * query for its rows, take two thirds of the time. Rows that are inserted without ids are found by what is returned alone.
     */
    @Override
    public boolean batchesRowByRow(WriteKind kind) {
        return kind == WriteKind.INSERT;
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }

    @Override
    public Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        return SqliteCatalog.find(connection, name);
    }

    @Override
    public boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return SqliteCatalog.canOnlyMeetItsId(connection, table, idColumns);
    }

    @Override
    public Optional<TableGuard> guard() {
        return Optional.of(SqliteGuard.INSTANCE);
    }

    @Override
    public List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        return SqliteCatalog.findings(connection, table, idColumns);
    }

    @Override
    public Optional<String> misfit(Class<?> javaType, String typeName) {
        return SqliteAffinity.misfit(javaType, typeName);
    }

    @Override
    public ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return SqliteTypes.adapt(type);
    }

    @Override
    public void beginWriting(Connection connection) throws SQLException {
        standard.beginWriting(connection);
    }

    @Override
    public String locking(String select) {
        return standard.locking(select);
    }

    @Override
    public Optional<String> lockingFirst(String table) {
        return standard.lockingFirst(table);
    }

    @Override
    public LockingRead lockingRead() {
        return standard.lockingRead();
    }

    @Override
    public boolean survivesErrors() {
        return standard.survivesErrors();
    }

    @Override
    public Optional<String> next(String version, long last) {
        return standard.next(version, last);
    }
}
