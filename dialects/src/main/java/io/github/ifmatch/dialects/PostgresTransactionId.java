package io.github.ifmatch.dialects;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/**
 * A transaction's id in PostgreSQL, and what became of it (manual, 9.27.6, "Transaction ID and Snapshot Information
 * Functions").
 *
 * <p>After a crash, an immediate stop or the promotion of a standby, ids are given out again whose transactions never reached the
 * disk. So the id is kept with a mark that changes whenever the server recovers, and that a standby does not share: the moment
 * since which the background writer's statistics are counted. A crash discards them; a clean restart keeps them. Before
 * PostgreSQL 15 that moment is dear to ask for, and the mark is when the server was started.
 *
 * <p>Functions of the write-ahead log would tell more, but some managed databases refuse them, and the mark is taken by each write.
 */
final class PostgresTransactionId {

    /** Seconds, for a timestamp's text depends on the session. Of the two branches only one is evaluated. */
    private static final String MARK =
            "extract(epoch from CASE WHEN current_setting('server_version_num')::int >= 150000"
                    + " THEN pg_stat_get_bgwriter_stat_reset_time() ELSE pg_postmaster_start_time() END)::text";

    /** The id, {@code @} and the mark, as text. */
    static final String EXPRESSION = "concat(pg_current_xact_id(), '@', " + MARK + ")";

    /** Functions of the recovery are NULL where there was none since the server was started. */
    private static final String RECOVERED = """
            SELECT pg_last_wal_replay_lsn() IS NOT NULL
              AND (current_setting('server_version_num')::int < 150000
                OR coalesce(pg_last_xact_replay_timestamp() >= pg_stat_get_bgwriter_stat_reset_time(), TRUE))""";

    /** Invalid parameter value: the id was not given out yet. */
    private static final String IN_THE_FUTURE = "22023";

    private PostgresTransactionId() {}

    /** Where another mark is found, an id that is committed may be another transaction's; one that is aborted may not. */
    static Optional<Boolean> isCommitted(Connection connection, String transactionId) throws SQLException {
        String[] idAndMark = transactionId.split("@", 2);
        Server server = Server.of(connection);
        String status = status(connection, idAndMark[0]);
        return switch (status) {
            case "aborted" -> Optional.of(false);
            case IN_THE_FUTURE -> server.isStandby() ? Optional.empty() : Optional.of(false);
            case "committed" ->
                !server.isStandby() && server.mark().equals(idAndMark[1]) && !server.mayHaveRecovered(connection)
                        ? Optional.of(true)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** What the server says of an id; its SQLSTATE if it was not given out yet; empty if that was too long ago. */
    private static String status(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT pg_xact_status(?::xid8)")) {
            statement.setString(1, id);
            try (ResultSet answer = statement.executeQuery()) {
                String status = answer.next() ? answer.getString(1) : null;
                return status == null ? "" : status;
            }
        } catch (SQLException e) {
            if (IN_THE_FUTURE.equals(e.getSQLState())) {
                return IN_THE_FUTURE;
            }
            throw e;
        }
    }

    /**
     * The server that is asked.
     *
     * @param isStandby whether it follows another one, which may be ahead of it
     * @param marksRecovery whether the mark changes with each recovery, or only with each start
     */
    private record Server(boolean isStandby, String mark, boolean marksRecovery) {

        static Server of(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery("SELECT pg_is_in_recovery(), " + MARK
                            + ", current_setting('server_version_num')::int >= 150000")) {
                answer.next();
                return new Server(answer.getBoolean(1), String.valueOf(answer.getString(2)), answer.getBoolean(3));
            }
        }

        /**
         * Whether it may have recovered without another mark: a server that lost one of its processes is not started anew, and
         * a standby that began as a copy of its stopped primary has the mark of both. What it then replayed is younger than the
         * mark.
         */
        boolean mayHaveRecovered(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet answer = statement.executeQuery(RECOVERED)) {
                return !answer.next() || answer.getBoolean(1);
            } catch (SQLException e) {
                if (String.valueOf(e.getSQLState()).startsWith("08")) {
                    throw e;
                }
                return !marksRecovery; // a database whose log is not its own
            }
        }
    }
}
