package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.Fingerprint;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * H2 2.x: rows as generated keys, its own error codes, and its swallowed interrupts.
 *
 * <p>Immutable.
 */
public final class H2Dialect implements Dialect {

    /** Object closed, connection broken, database closed or closing ({@code org.h2.api.ErrorCode}). */
    private static final Set<Integer> DISCONNECTED = Set.of(90007, 90067, 90098, 90121);

    /** A lock was not granted; a statement that was cancelled or timed out has another code. */
    private static final int LOCK_TIMEOUT = 50200;

    /** Clocks are not exact: a wait that ended so shortly before its timeout is taken for one that timed out. */
    private static final Duration TOLERANCE = Duration.ofMillis(20);

    /** Made by the {@link java.util.ServiceLoader}, or by hand for {@link io.github.ifmatch.Database#withDialect}. */
    public H2Dialect() {}

    @Override
    public boolean speaks(String productName) {
        return productName.equals("H2");
    }

    @Override
    public String name() {
        return "H2";
    }

    /**
     * Generated keys answer the whole stored row, and a statement that fails leaves nothing. (A data change delta table, {@code SELECT
     * … FROM FINAL TABLE}, is not undone when it fails: H2 2.3 to 2.5.) A delete has none.
     */
    @Override
    public boolean returnsByKeys(WriteKind kind) {
        return kind != WriteKind.DELETE;
    }

    @Override
    public boolean comparesRows() {
        return true;
    }

    @Override
    public LockingRead lockingRead() {
        return LockingRead.SNAPSHOT;
    }

    /** With the triggers, which JDBC does not tell. */
    @Override
    public Optional<CatalogTable> catalogTable(Connection connection, CatalogName name) throws SQLException {
        Optional<CatalogTable> found = Dialect.super.catalogTable(connection, name);
        return found.isPresent() ? Optional.of(H2Catalog.withTriggers(connection, found.get())) : found;
    }

    @Override
    public boolean canOnlyMeetItsId(Connection connection, CatalogName table, Set<String> idColumns)
            throws SQLException {
        return H2Catalog.canOnlyMeetItsId(connection, table, idColumns);
    }

    @Override
    public List<Finding> findings(Connection connection, CatalogName table, Set<String> idColumns) throws SQLException {
        return H2Catalog.findings(connection, table, idColumns);
    }

    /** {@code JdbcPreparedStatement.executeBatch} executes the rows one by one, on a remote connection too. */
    @Override
    public boolean batchesRowByRow(WriteKind kind) {
        return true;
    }

    @Override
    public boolean survivesErrors() {
        return true;
    }

    @Override
    public Optional<Fingerprint> fingerprint() {
        return Optional.of(H2Fingerprint.INSTANCE);
    }

    @Override
    public Optional<TableGuard> guard() {
        return Optional.of(H2Guard.INSTANCE);
    }

    @Override
    public Fault fault(SQLException failure) {
        return DISCONNECTED.contains(failure.getErrorCode()) ? Fault.DISCONNECTED : Dialect.super.fault(failure);
    }

    /** An interrupt ends a lock wait as a lock timeout does, and H2 clears the flag; only the clock tells them apart. */
    @Override
    public boolean swallowedInterrupt(Connection connection, SQLException failure, Duration elapsed)
            throws SQLException {
        if (failure.getErrorCode() != LOCK_TIMEOUT) {
            return false;
        }
        try (Statement statement = connection.createStatement();
                ResultSet timeout = statement.executeQuery("CALL LOCK_TIMEOUT()")) {
            return timeout.next() && elapsed.plus(TOLERANCE).compareTo(Duration.ofMillis(timeout.getLong(1))) < 0;
        }
    }
}
