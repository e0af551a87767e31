package io.github.ifmatch;

import java.sql.Connection;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a batch is undone with: the transaction that is its own, or a savepoint in somebody's. */
interface BatchUnit {

    Owner owner();

    void begin() throws Refusal;

    /** Undoes what was sent since the beginning. */
    void undo();

    /** Keeps what was sent since the beginning. */
    void commit() throws Refusal;

    /** What a statement's refusal proves of what was sent. */
    Refusal proven(Refusal refusal);

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
        public void begin() throws Refusal {
            boundary.begin(dialect);
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
        public Refusal proven(Refusal refusal) {
            boundary.refused(refusal);
            return boundary.proven(refusal);
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

        private final Connection connection;
        private final Dialect dialect;
        private final UnaryOperator<Refusal> proving;
        private @Nullable Mark mark;
        private boolean isWhole = true;

        /** {@code proving} tells what a refusal proves of the transaction. */
        SavepointUnit(Connection connection, Dialect dialect, UnaryOperator<Refusal> proving) {
            this.connection = connection;
            this.dialect = dialect;
            this.proving = proving;
        }

        @Override
        public Owner owner() {
            return Owner.CALLER;
        }

        @Override
        public void begin() throws Refusal {
            mark = Mark.set(connection, dialect);
        }

        @Override
        public void undo() {
            isWhole = mark != null && mark.undo();
            mark = null;
        }

        @Override
        public void commit() {
            if (mark != null) {
                mark.keep();
            }
        }

        @Override
        public Refusal proven(Refusal refusal) {
            return proving.apply(refusal);
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
            return Failures.ofBatch(refusal, batch, Owner.CALLER);
        }
    }
}
