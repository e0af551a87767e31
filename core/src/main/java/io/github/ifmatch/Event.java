package io.github.ifmatch;

/**
 * Something that happened to a write, for a {@link Listener}; each is told exactly once.
 *
 * <p>What was written is told when it is committed: at once where the operation is a transaction of its own, at the end of
 * {@link Database#inTransaction} where it is one of several; what is rolled back, or whose commit was not answered, is never
 * told. In a transaction that somebody else ends, the write was sent, and only they will know: it is told at once, and {@code
 * isCommitted} is false. What was refused is a fact whatever becomes of the transaction, and is told at once.
 *
 * <p>Immutable, if the rows are.
 */
public sealed interface Event {

    /** The table's name, or {@code transaction} for a transaction that is run again. */
    String table();

    /** Whether something was written, and only the one who ends its transaction will know if it is committed. */
    default boolean isSent() {
        return false;
    }

    /**
     * A write was made.
     *
     * @param verb the operation, such as {@code update}
     * @param isCommitted whether it is committed; false where somebody else ends the transaction
     */
    record Written(String table, String verb, Object id, boolean isCommitted) implements Event {

        /** A write that is committed. */
        public Written(String table, String verb, Object id) {
            this(table, verb, id, true);
        }

        @Override
        public boolean isSent() {
            return !isCommitted;
        }
    }

    /**
     * A write was refused, because somebody else had changed the row or had inserted its id.
     *
     * @param verb the operation, such as {@code update}
     */
    record Conflicted(String table, String verb, Conflict<?> conflict) implements Event {}

    /**
     * A write was refused, because there is no such row.
     *
     * @param verb the operation, such as {@code update}
     */
    record Missed(String table, String verb, Missing<?> missing) implements Event {}

    /**
     * After this conflict, what a {@link Resolver} made of it was written.
     *
     * @param isCommitted whether it is committed; false where somebody else ends the transaction
     */
    record Resolved(String table, Conflict<?> conflict, boolean isCommitted) implements Event {

        /** Of a write that is committed. */
        public Resolved(String table, Conflict<?> conflict) {
            this(table, conflict, true);
        }

        @Override
        public boolean isSent() {
            return !isCommitted;
        }
    }

    /**
     * A row was overwritten at whatever version it stood.
     *
     * @param isCommitted whether it is committed; false where somebody else ends the transaction
     */
    record Overwritten(String table, Object id, long heldVersion, long version, String reason, boolean isCommitted)
            implements Event {

        /** Of a write that is committed. */
        public Overwritten(String table, Object id, long heldVersion, long version, String reason) {
            this(table, id, heldVersion, version, reason, true);
        }

        @Override
        public boolean isSent() {
            return !isCommitted;
        }
    }

    /**
     * All rows that meet a condition were written, and their versions advanced.
     *
     * @param isCommitted whether it is committed; false where somebody else ends the transaction
     */
    record UpdatedWhere(String table, long rows, boolean isCommitted) implements Event {

        /** Of a write that is committed. */
        public UpdatedWhere(String table, long rows) {
            this(table, rows, true);
        }

        @Override
        public boolean isSent() {
            return !isCommitted;
        }
    }

    /**
     * An attempt failed and will be made again: of {@code modify}, of a transaction, of a batch.
     *
     * @param attempts the attempts made so far
     */
    record Retried(String table, int attempts, VersionedException failure) implements Event {}
}
