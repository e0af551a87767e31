package io.github.ifmatch.engine.write;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Database;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what may fail: after a write is decided, nothing may hide its outcome. */
final class Quietly {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private Quietly() {}

    /** What is done with a connection. */
    interface Action {
        void run() throws SQLException;
    }

    /** Whether it succeeded. */
    @CanIgnoreReturnValue
    static boolean run(String what, Action action) {
        try {
            action.run();
            return true;
        } catch (SQLException e) {
            LOG.debug("{} failed (SQLSTATE {}); the pool will find the connection broken", what, e.getSQLState());
        } catch (RuntimeException e) {
            LOG.debug("{} failed; the pool will find the connection broken", what, e);
        }
        return false;
    }
}
