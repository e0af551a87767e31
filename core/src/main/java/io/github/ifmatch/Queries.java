package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends statements over one connection by plain JDBC. For one thread at a time, like the connection. */
final class Queries {

    private static final Logger LOG = LoggerFactory.getLogger("io.github.ifmatch.sql");

    /** How many stay open at most. */
    private static final int KEPT = 16;

    private final Connection connection;
    private @Nullable Map<String, PreparedStatement> kept;

    Queries(Connection connection) {
        this.connection = connection;
    }

    /** Reads what a statement that was executed answers. */
    interface Reading<T> {
        T read(PreparedStatement executed) throws SQLException;
    }

    /**
     * Prepares the statement, binds the values and executes it, once.
     *
     * @param keys the columns whose values are to be returned as generated keys; mostly none
     */
    <T> T send(String text, List<String> keys, Sender.Values values, Reading<T> reading) throws SQLException {
        LOG.trace("{}", text);
        PreparedStatement open = keep(text, keys);
        if (open != null) {
            return send(open, values, reading);
        }
        try (PreparedStatement statement = prepare(text, keys)) {
            return send(statement, values, reading);
        }
    }

    private static <T> T send(PreparedStatement statement, Sender.Values values, Reading<T> reading)
            throws SQLException {
        values.bind(statement);
        boolean unused = statement.execute();
        return reading.read(statement);
    }

    private PreparedStatement prepare(String text, List<String> keys) throws SQLException {
        return keys.isEmpty()
                ? connection.prepareStatement(text)
                : connection.prepareStatement(text, keys.toArray(String[]::new));
    }

    /** From here on, statements stay open for the case that they are sent again. */
    void keep() {
        kept = new HashMap<>();
    }

    /** The statement, if it is one to be kept. */
    private @Nullable PreparedStatement keep(String text, List<String> keys) throws SQLException {
        if (kept == null) {
            return null;
        }
        PreparedStatement open = kept.get(text);
        if (open == null && kept.size() < KEPT) {
            open = prepare(text, keys);
            kept.put(text, open);
        }
        return open;
    }

    /** Closes what stayed open; what was sent is decided by now, or told by another failure. */
    void closeKept() {
        Map<String, PreparedStatement> open = requireNonNull(kept, "keep() comes first");
        kept = null;
        for (PreparedStatement statement : open.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("closing a statement failed (SQLSTATE {})", e.getSQLState());
            }
        }
    }
}
