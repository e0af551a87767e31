package io.github.ifmatch.dialects;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.SetUpdate;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * MariaDB and MySQL, with the driver of either: RETURNING where the server has one, error codes, batches whose counts the driver hides,
 * times and UUIDs as text.
 *
 * <p>Immutable.
 */
public final class MariaDbDialect implements Dialect {

    private final MariaDbServer server;
    private final boolean isGalera;

    /**
     * Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}; it learns of the
     * server's version {@linkplain #on on} the first connection.
     */
    public MariaDbDialect() {
        this(MariaDbServer.UNKNOWN, false);
    }

    MariaDbDialect(MariaDbServer server, boolean isGalera) {
        this.server = server;
        this.isGalera = isGalera;
    }

    @Override
    public boolean speaks(String productName) {
        return productName.equals("MariaDB") || productName.equals("MySQL");
    }

    /**
     * In the server's version.
     *
     * @throws DatabaseException if the driver counts only rows whose values change ({@code useAffectedRows=true})
     */
    @Override
    public Dialect on(Connection connection) throws SQLException {
        if (MariaDbDriver.countsChangedRows(connection)) {
            throw new DatabaseException(
                    "the connection has useAffectedRows=true: it counts the rows whose values a write changed, so that a row"
                            + " which stood so before would look like none. Nothing was sent; leave that option out.",
                    null);
        }
        return new MariaDbDialect(MariaDbServer.of(connection), Galera.isOn(connection));
    }

    @Override
    public String name() {
        return (server.isMariaDb() ? "MariaDB" : "MySQL") + (isGalera ? " on Galera" : "");
    }

    /** MariaDB has RETURNING for DELETE since 10.0, and for INSERT since 10.5; MySQL has none. */
    @Override
    public Optional<String> returning(WriteKind kind, String write, String columns) {
        boolean returns = switch (kind) {
            case INSERT -> server.isMariaDb(10, 5);
            case DELETE -> server.isMariaDb(10, 0);
            case UPDATE -> false; // MariaDB 13 has it, and was not run
        };
        return returns ? Optional.of(write + " RETURNING " + columns) : Optional.empty();
    }

    @Override
    public Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        return MariaDbCatalog.find(connection, name);
    }

    @Override
    public boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return MariaDbCatalog.canOnlyMeetItsId(connection, table, idColumns);
    }

    @Override
    public Optional<TableGuard> guard() {
        return Optional.of(MariaDbGuard.INSTANCE);
    }

    @Override
    public List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        return MariaDbCatalog.findings(connection, table, idColumns);
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }

    /** MariaDB 10.11, on which it was run, and newer: an update by one whole number, in InnoDB, which the driver writes with its values. */
    @Override
    public Optional<SetUpdate> setUpdate(Connection connection, CatalogName table, BatchShape shape)
            throws SQLException {
        return server.isMariaDb(10, 11)
                        && MariaDbSetUpdate.mayTake(shape)
                        && MariaDbDriver.keepsRowsOfValues(connection)
                ? MariaDbCatalog.wholeNumberKey(connection, table, shape.id().get(0))
                        .map(key -> MariaDbSetUpdate.of(shape, key))
                : Optional.empty();
    }

    /** A trigger can refuse a row, and not leave one out; nor can it write the table that it is of (error 1442). */
    @Override
    public boolean writesWhatItMeets() {
        return true;
    }

    /**
     * The newest rows (MariaDB, "SELECT … FOR UPDATE"; MySQL, 17.7.2.4, "Locking Reads"). With {@code innodb_snapshot_isolation} it fails,
     * as a serialization failure, wherever the snapshot would show other ones: so what it shows, or that it shows none, is the newest
     * then, too, whatever a session has set.
     */
    @Override
    public LockingRead lockingRead() {
        return isGalera ? LockingRead.NEWEST_OF_NODE : LockingRead.NEWEST;
    }

    /** InnoDB undoes the statement alone; but for a deadlock, after which nothing goes on. */
    @Override
    public boolean survivesErrors() {
        return true;
    }

    /**
     * A duplicate key that is told without its name, or by a partition or another engine; a deadlock, or a lock timeout, in a branch of an
     * XA transaction. The others are known by {@link Fault#of}.
     */
    @Override
    public Fault fault(SQLException failure) {
        return (isGalera ? Galera.fault(failure) : Optional.<Fault>empty()).orElseGet(() -> faultOfOne(failure));
    }

    private Fault faultOfOne(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case 1022, 1859 -> Fault.DUPLICATE;
            case 1613, 1614 -> Fault.BUSY;
            default -> Dialect.super.fault(failure);
        };
    }

    @Override
    public ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return MariaDbTypes.adapt(type);
    }

    /** CAST has other names, and gives 64 bits to every integer: beyond the narrower type's last, the sum is out of range. */
    @Override
    public String cast(String expression, String type) {
        return switch (type) {
            case "SMALLINT" -> within(expression, Short.MAX_VALUE);
            case "INTEGER" -> within(expression, Integer.MAX_VALUE);
            case "REAL" -> "CAST(" + expression + " AS FLOAT)";
            default ->
                "CAST(" + expression + " AS "
                        + type.replace("NUMERIC", "DECIMAL").replace("TIMESTAMP", "DATETIME") + ")";
        };
    }

    /** A {@code timestamp} is of the session's time zone, and ends in 2038. */
    @Override
    public Optional<String> insteadOfSessionTime(String typeName) {
        return typeName.equalsIgnoreCase("timestamp") ? Optional.of("datetime(6)") : Optional.empty();
    }

    /** A text that is bound is a time, and not compared as a text. */
    @Override
    public String nextTime(String version) {
        return "GREATEST(CAST(? AS DATETIME(6)), " + version + " + INTERVAL 1 MICROSECOND)";
    }

    private static String within(String number, long last) {
        return number + " + CASE WHEN " + number + " <= " + last + " THEN 0 ELSE " + Long.MAX_VALUE + " END";
    }
}
