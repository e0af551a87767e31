package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where connections come from. */
interface Connections {

    /** What is done with a connection; an SQLException means that nothing was written. */
    interface Use<T> {
        T with(Connection connection) throws SQLException;
    }

    @CanIgnoreReturnValue
    <T> T use(Use<T> use);

    /** How to ask later what became of a transaction, if the database told its id. */
    UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId);

    /** One connection of somebody else's, which stays open. */
    record Borrowed(Connection connection) implements Connections {

        @Override
        public <T> T use(Use<T> use) {
            try {
                return use.with(connection);
            } catch (SQLException e) {
                throw Failures.connection(e);
            }
        }

        @Override
        public UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId) {
            return null;
        }
    }

    /** A connection of the data source for each use. */
    record Pooled(DataSource dataSource) implements Connections {

        private static final Logger LOG = LoggerFactory.getLogger(Database.class);

        @Override
        public <T> T use(Use<T> use) {
            Connection connection = open();
            try {
                return use.with(connection);
            } catch (SQLException e) {
                throw Failures.connection(e);
            } finally {
                close(connection);
            }
        }

        Connection open() {
            try {
                return dataSource.getConnection();
            } catch (SQLException e) {
                throw Failures.connection(e);
            }
        }

        /** The write is decided by now: nothing may hide its outcome. */
        void close(Connection connection) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("closing a connection failed (SQLSTATE {})", e.getSQLState());
            }
        }

        @Override
        public UnknownOutcomeException.@Nullable Inquiry inquiry(Dialect dialect, @Nullable String transactionId) {
            return transactionId == null
                    ? null
                    : new UnknownOutcomeException.Inquiry(dataSource, dialect, transactionId);
        }
    }
}
