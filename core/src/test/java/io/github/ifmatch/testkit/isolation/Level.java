package io.github.ifmatch.testkit.isolation;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * An isolation level of a database.
 *
 * @param name what it is called, as it stands in the table
 * @param jdbc the level as {@link Connection#setTransactionIsolation} takes it
 * @param settings what is sent before
 */
public record Level(String name, int jdbc, List<String> settings) {

    private static final List<Level> STANDARD = List.of(
            new Level("READ UNCOMMITTED", Connection.TRANSACTION_READ_UNCOMMITTED),
            new Level("READ COMMITTED", Connection.TRANSACTION_READ_COMMITTED),
            new Level("REPEATABLE READ", Connection.TRANSACTION_REPEATABLE_READ),
            new Level("SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE));

    /** One that nothing has to be sent for. */
    public Level(String name, int jdbc) {
        this(name, jdbc, List.of());
    }

    /** Those of the standard that the database offers, and then says that it is at. */
    static List<Level> offeredBy(Connection connection) throws SQLException {
        List<Level> offered = new ArrayList<>();
        for (Level level : STANDARD) {
            if (connection.getMetaData().supportsTransactionIsolationLevel(level.jdbc)) {
                connection.setTransactionIsolation(level.jdbc);
                if (connection.getTransactionIsolation() == level.jdbc) {
                    offered.add(level);
                }
            }
        }
        return offered;
    }

    /** Whether a transaction may see what is never committed. */
    boolean isDirty() {
        return jdbc == Connection.TRANSACTION_READ_UNCOMMITTED;
    }

    /** Makes the transactions of this connection such ones, which its user ends. */
    void on(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : settings) {
                statement.execute(setting);
            }
        }
        connection.setTransactionIsolation(jdbc);
        connection.setAutoCommit(false);
    }

    @Override
    public String toString() {
        return name;
    }
}
