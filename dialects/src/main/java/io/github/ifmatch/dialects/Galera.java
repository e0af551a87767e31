package io.github.ifmatch.dialects;

import io.github.ifmatch.Database;
import io.github.ifmatch.dialect.Fault;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What differs where the server is a node of a Galera cluster (MariaDB, "MariaDB Galera Cluster": known limitations).
 *
 * <p>The nodes find out at COMMIT whether two transactions wrote one row: the second is refused there, or ended before, with the error code
 * of a deadlock. It need not wait for anybody, so it is run again as after a serialization failure.
 */
final class Galera {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private static final String QUERY =
            "SHOW VARIABLES WHERE Variable_name IN ('wsrep_on', 'wsrep_sync_wait', 'wsrep_cluster_address')";

    /** Before reads (1), before updates and deletes (2), and before inserts (4): wsrep_sync_wait. */
    private static final int SYNCED = 7;

    private static final int DEADLOCK = 1213;

    /** "WSREP has not yet prepared node for application use": the statement was not looked at. */
    private static final int NOT_READY = 1047;

    /** "Got error during COMMIT": the node has lost the others meanwhile, and they may have it or not. */
    private static final int COMMIT_UNKNOWN = 1180;

    private Galera() {}

    /** Whether this server is a node; logs a warning if its reads may be older than what other nodes have committed. */
    static boolean isOn(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(QUERY)) {
            while (found.next()) {
                variables.put(found.getString(1), String.valueOf(found.getString(2)));
            }
        }
        boolean isOn = "ON".equals(variables.get("wsrep_on"))
                && !variables.getOrDefault("wsrep_cluster_address", "").isEmpty();
        if (isOn && !waits(variables.getOrDefault("wsrep_sync_wait", "0"))) {
            LOG.warn(
                    "a node of a Galera cluster with wsrep_sync_wait={}: a row that was just written through another node may be"
                            + " reported as missing, or a write of it be refused as one that cannot be ordered; set"
                            + " wsrep_sync_wait=15 in the sessions that write",
                    variables.get("wsrep_sync_wait"));
        }
        return isOn;
    }

    private static boolean waits(String syncWait) {
        return (Integer.parseInt(syncWait) & SYNCED) == SYNCED;
    }

    /** What a failure is, where it is something else than on a server that stands alone. */
    static Optional<Fault> fault(SQLException failure) {
        return switch (failure.getErrorCode()) {
            case DEADLOCK -> Optional.of(Fault.SERIALIZATION);
            case NOT_READY -> Optional.of(Fault.BUSY);
            case COMMIT_UNKNOWN -> Optional.of(Fault.DISCONNECTED);
            default -> Optional.empty();
        };
    }
}
