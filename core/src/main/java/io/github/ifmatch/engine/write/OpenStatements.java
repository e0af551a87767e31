package io.github.ifmatch.engine.write;

import io.github.ifmatch.Sender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends statements by plain JDBC, and leaves the first {@value #KEPT} open, for the case that they are sent again. For one thread at
 * a time, like the connection.
 */
public final class OpenStatements implements Sender, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ifmatch.sql");

    /** How many stay open at most. */
    private static final int KEPT = 16;

    private final Map<String, Kept> open = new HashMap<>();

    /** One that is closed with the others. */
    private record Kept(PreparedStatement statement) implements Sent {
        @Override
        public void close() {
            // it may be sent again
        }
    }

    @Override
    public Sent send(Connection connection, String sql, List<String> generatedKeys, Values values) throws SQLException {
        Kept kept = open.get(sql);
        if (kept == null && open.size() == KEPT) {
            return Sender.plain().send(connection, sql, generatedKeys, values);
        }
        if (kept == null) {
            kept = new Kept(prepare(connection, sql, generatedKeys));
            open.put(sql, kept);
        }
        values.bind(kept.statement());
        boolean unused = kept.statement().execute();
        return kept;
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<String> generatedKeys)
            throws SQLException {
        return generatedKeys.isEmpty()
                ? connection.prepareStatement(sql)
                : connection.prepareStatement(sql, generatedKeys.toArray(String[]::new));
    }

    /** What was sent is decided by now, or told by another failure. */
    @Override
    public void close() {
        for (Kept kept : open.values()) {
            try {
                kept.statement().close();
            } catch (SQLException e) {
                LOG.debug("closing a statement failed (SQLSTATE {})", e.getSQLState());
            }
        }
        open.clear();
    }
}
