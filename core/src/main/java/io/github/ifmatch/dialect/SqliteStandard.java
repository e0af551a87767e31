package io.github.ifmatch.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * Standard SQL as far as SQLite has it: there is no FOR UPDATE, since a write locks the whole database, and a transaction that has
 * read cannot write once somebody else has.
 *
 * <p>Immutable.
 */
final class SqliteStandard implements Dialect {

    static final String PRODUCT = "SQLite";

    @Override
    public boolean speaks(String productName) {
        return false;
    }

    @Override
    public String name() {
        return Dialect.STANDARD.name();
    }

    /**
     * BEGIN IMMEDIATE waits for the lock as long as the busy time-out says. The driver has begun a transaction by itself: that one is
     * ended first, and begun again if the lock cannot be had, so that driver and database agree.
     */
    @Override
    public void beginWriting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute("ROLLBACK");
            try {
                unused = statement.execute("BEGIN IMMEDIATE");
            } catch (SQLException e) {
                unused = statement.execute("BEGIN");
                throw e;
            }
        }
    }

    /** SQLite has no word for one column's default. */
    @Override
    public String insertDefault(String table, String column) {
        return "INSERT INTO " + table + " DEFAULT VALUES";
    }

    @Override
    public String locking(String select) {
        return select;
    }

    /** A transaction with an old snapshot gets no lock, and so no row that is not the newest. */
    @Override
    public Optional<String> lockingFirst(String table) {
        return Optional.of("DELETE FROM " + table + " WHERE 1 = 0");
    }

    @Override
    public LockingRead lockingRead() {
        return LockingRead.NEWEST;
    }

    @Override
    public boolean survivesErrors() {
        return true;
    }

    /** A column takes what is beyond 64 bits as a floating-point number, and a CAST bounds nothing; {@code abs} of the least number fails. */
    @Override
    public Optional<String> next(String version, long last) {
        return Optional.of("CASE WHEN " + version + " < " + last + " THEN " + version
                + " + 1 ELSE abs(-9223372036854775807 - 1) END");
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }
}
