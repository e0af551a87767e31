package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BaseTable;
import io.github.ifmatch.dialect.BatchShape;
import io.github.ifmatch.dialect.BatchStatement;
import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * PostgreSQL 13 and newer: RETURNING, ON CONFLICT, transaction ids, enum types.
 *
 * <p>Immutable.
 */
public final class PostgresDialect implements Dialect {

    /** Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}. */
    public PostgresDialect() {}

    @Override
    public boolean speaks(String productName) {
        return productName.equals("PostgreSQL");
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Optional<String> returning(WriteKind kind, String write, String columns) {
        return Optional.of(write + " RETURNING " + columns);
    }

    @Override
    public Optional<String> insertIfAbsent(String insert, String idColumns) {
        return Optional.of(insert + " ON CONFLICT (" + idColumns + ") DO NOTHING");
    }

    /**
     * FOR UPDATE would block, and be blocked by, the inserts of rows that refer to the locked one (manual, 13.3.2, "Row-Level
     * Locks"): a ring that no order of locking avoids.
     */
    @Override
    public String locking(String select) {
        return select + " FOR NO KEY UPDATE";
    }

    /** For ids of integers and UUIDs. Texts are left to IN: the type that they are bound with depends on the driver's options. */
    @Override
    public Optional<String> inPartitions(List<String> columns, List<Class<?>> types, int ids) {
        return PostgresPartitions.in(columns, types, ids);
    }

    /** A pooler in transaction mode, such as PgBouncer, gives the next transaction to another session. */
    @Override
    public Optional<String> isolate(String level) {
        return Optional.of("SET TRANSACTION ISOLATION LEVEL " + level);
    }

    @Override
    public boolean comparesRows() {
        return true;
    }

    /** PostgreSQL 18 manual, 13.2.2, "Repeatable Read Isolation Level". */
    @Override
    public LockingRead lockingRead() {
        return LockingRead.SNAPSHOT;
    }

    /** By {@code pg_index} and {@code pg_trigger}. */
    @Override
    public Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        return PostgresCatalog.find(connection, name);
    }

    @Override
    public Optional<BaseTable> baseTable(Connection connection, CatalogName view) throws SQLException {
        return PostgresCatalog.baseTable(connection, view);
    }

    @Override
    public boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return PostgresCatalog.canOnlyMeetItsId(connection, table, idColumns);
    }

    @Override
    public List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        return PostgresCatalog.findings(connection, table, idColumns);
    }

    /** One statement over {@code unnest}, whose arrays are of the types that the driver gives to single values. */
    @Override
    public Optional<BatchStatement> batch(Connection connection, BatchShape shape) {
        List<String> names = new ArrayList<>(shape.kind() == WriteKind.INSERT ? shape.id() : shape.set());
        if (shape.givesNextVersions()) {
            names.add(shape.version());
        }
        names.addAll(shape.kind() == WriteKind.INSERT ? shape.set() : shape.id());
        if (shape.givesVersions()) {
            names.add(shape.version());
        }
        List<PostgresColumn> bound = IntStream.range(0, names.size())
                .mapToObj(i -> new PostgresColumn(names.get(i), shape.types().get(i)))
                .toList();
        return bound.stream().allMatch(PostgresColumn::isKnown)
                ? Optional.of(PostgresBatch.of(shape, bound, PostgresTransactionId.EXPRESSION))
                : Optional.empty();
    }

    /** Enums are bound without a type, so that a column of an enum type takes them as well as one of text. */
    @Override
    public ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return javaType.isEnum() ? new UntypedEnum(type) : type;
    }

    @Override
    public Optional<Fingerprint> fingerprint() {
        return Optional.of(PostgresFingerprint.INSTANCE);
    }

    @Override
    public Optional<TableGuard> guard() {
        return Optional.of(PostgresGuard.INSTANCE);
    }

    /** The id, and what tells whether it may have been given out again. */
    @Override
    public Optional<String> transactionId() {
        return Optional.of(PostgresTransactionId.EXPRESSION);
    }

    @Override
    public Optional<Boolean> isCommitted(Connection connection, String transactionId) throws SQLException {
        return PostgresTransactionId.isCommitted(connection, transactionId);
    }
}
