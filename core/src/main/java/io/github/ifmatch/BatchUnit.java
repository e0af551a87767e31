package io.github.ifmatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a batch is undone with: the transaction that is its own, or a savepoint in somebody's. */
interface BatchUnit {

    Owner owner();

    void begin() throws SQLException;

    /** Undoes what was sent since the beginning. */
    void undo();

    /** Keeps what was sent since the beginning. */
    void commit() throws Refusal, SQLException;

    /** Whether all that was to be undone was undone. */
    boolean isWhole();

    /** Whether the whole can be run again, in another transaction. */
    boolean mayRunAgain();

    /** What to say of a refused commit. */
    VersionedException ofCommit(Refusal refusal, Batch<?> batch, @Nullable String transactionId);

    /** A transaction of the batch's own. For one thread at a time. */
    record OwnUnit(TransactionBoundary boundary, Connections connections, Dialect dialect) implements BatchUnit {

        @Override
        public Owner owner() {
            return Owner.OURS;
        }

        @Override
        public void begin() throws SQLException {
            boundary.begin();
        }

        @Override
        public void undo() {
            boundary.rollback();
        }

        @Override
        public void commit() throws Refusal {
            boundary.commit(dialect);
        }

        @Override
        public boolean isWhole() {
            return true;
        }

        @Override
        public boolean mayRunAgain() {
            return true;
        }

        @Override
        public VersionedException ofCommit(Refusal refusal, Batch<?> batch, @Nullable String transactionId) {
            return Failures.ofCommit(refusal, batch, connections.inquiry(dialect, transactionId));
        }
    }

    /** A savepoint in somebody's transaction, where the driver has them. For one thread at a time. */
    final class SavepointUnit implements BatchUnit {

        private static final Logger LOG = LoggerFactory.getLogger(VersionedBatches.class);

        private final Connection connection;
        private @Nullable Savepoint savepoint;
        private boolean isWhole = true;

        SavepointUnit(Connection connection) {
            this.connection = connection;
        }

        @Override
        public Owner owner() {
            return Owner.CALLER;
        }

        @Override
        public void begin() throws SQLException {
            savepoint = connection.getMetaData().supportsSavepoints() ? connection.setSavepoint() : null;
        }

        @Override
        public void undo() {
            Savepoint begun = savepoint;
            savepoint = null;
            if (begun == null) {
                isWhole = false;
                return;
            }
            try {
                connection.rollback(begun);
                connection.releaseSavepoint(begun);
            } catch (SQLException e) {
                LOG.debug("rolling back to a savepoint failed (SQLSTATE {})", e.getSQLState());
                isWhole = false;
            }
        }

        @Override
        public void commit() throws SQLException {
            if (savepoint != null) {
                connection.releaseSavepoint(savepoint);
            }
        }

        @Override
        public boolean isWhole() {
            return isWhole;
        }

        @Override
        public boolean mayRunAgain() {
            return false;
        }

        @Override
        public VersionedException ofCommit(Refusal refusal, Batch<?> batch, @Nullable String transactionId) {
            throw new IllegalStateException("a savepoint has no commit", refusal);
        }
    }
}
