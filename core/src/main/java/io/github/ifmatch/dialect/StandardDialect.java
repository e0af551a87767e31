package io.github.ifmatch.dialect;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Standard SQL, for any database that has no dialect of its own. Immutable.
 *
 * @param locks how it locks what a SELECT reads
 */
record StandardDialect(Locks locks) implements Dialect {

    /** How a SELECT locks. */
    enum Locks {
        /** By FOR UPDATE, until the transaction ends. */
        STANDARD,
        /**
         * Derby: not with ORDER BY; and at READ COMMITTED only until the next row is read, but for WITH RS (reference manual,
         * "SELECT statement", "WITH clause").
         */
        DERBY,
        /** HSQLDB takes FOR UPDATE, and locks nothing. */
        NONE
    }

    StandardDialect() {
        this(Locks.STANDARD);
    }

    @Override
    public boolean speaks(String productName) {
        return false;
    }

    @Override
    public Dialect on(Connection connection) throws SQLException {
        return switch (connection.getMetaData().getDatabaseProductName()) {
            case "Apache Derby" -> new StandardDialect(Locks.DERBY);
            case "HSQL Database Engine" -> new StandardDialect(Locks.NONE);
            case SqliteStandard.PRODUCT -> new SqliteStandard();
            case "MariaDB", "MySQL" -> new MySqlStandard();
            default -> this;
        };
    }

    @Override
    public String name() {
        return "standard SQL";
    }

    @Override
    public String locking(String select) {
        return locks == Locks.DERBY
                ? select.replaceFirst(" ORDER BY [^?]*$", "") + " FOR UPDATE WITH RS"
                : Dialect.super.locking(select);
    }

    @Override
    public LockingRead lockingRead() {
        return locks == Locks.NONE ? LockingRead.NONE : LockingRead.UNKNOWN;
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }
}
