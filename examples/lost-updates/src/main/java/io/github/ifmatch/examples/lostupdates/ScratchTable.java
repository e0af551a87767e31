package io.github.ifmatch.examples.lostupdates;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The products' table: made by this run, and dropped when it ends, by Ctrl-C too.
 *
 * <p>A table of that name that is there already is never touched.
 */
final class ScratchTable implements AutoCloseable {

    private static final Set<String> EXISTS_ALREADY = Set.of("42P07", "42S01"); // PostgreSQL, H2
    private static final int INTERRUPTED = 130; // 128 + SIGINT, as shells have it

    private final DataSource dataSource;
    private final String name;
    private final Thread whenInterrupted = new Thread(this::dropAndHalt);

    private ScratchTable(DataSource dataSource, String name) {
        this.dataSource = dataSource;
        this.name = name;
    }

    static ScratchTable create(DataSource dataSource, String name) {
        ScratchTable table = new ScratchTable(dataSource, name);
        table.create();
        Runtime.getRuntime().addShutdownHook(table.whenInterrupted);
        return table;
    }

    private void create() {
        try {
            execute("CREATE TABLE " + name + " (sku varchar(20) PRIMARY KEY, name varchar(100) NOT NULL,"
                    + " category varchar(50) NOT NULL, price numeric(10, 2) NOT NULL, stock integer NOT NULL,"
                    + " edited_by varchar(50) NOT NULL, edits bigint NOT NULL, version bigint NOT NULL)");
        } catch (SQLException e) {
            throw EXISTS_ALREADY.contains(String.valueOf(e.getSQLState()))
                    ? new Failure("table " + name + " exists, and this run did not make it. Nothing was changed."
                            + " If no other run is at work: DROP TABLE " + name)
                    : new Failure(e);
        }
    }

    void empty() {
        try {
            execute("DELETE FROM " + name);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(whenInterrupted);
        } catch (IllegalStateException e) {
            return; // the JVM is going down: the hook drops the table
        }
        drop();
    }

    private void drop() {
        try {
            execute("DROP TABLE " + name);
        } catch (SQLException e) {
            throw new Failure(e);
        }
    }

    /** Halts, so that the editors, who are still at work, do not complain about the table. */
    private void dropAndHalt() {
        try {
            drop();
        } finally {
            Runtime.getRuntime().halt(INTERRUPTED);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
