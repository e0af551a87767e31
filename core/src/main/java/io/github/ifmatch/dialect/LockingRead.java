package io.github.ifmatch.dialect;

/** What a locking read shows of rows that somebody else changed after the transaction's snapshot was taken. Immutable. */
public enum LockingRead {
    /** It is not known: neither is relied on. */
    UNKNOWN,
    /**
     * What a plain read shows: nothing is locked. So {@code check} does not keep others from changing the row afterwards, and what only a
     * lock can prove, such as that a write was suppressed, is a serialization failure.
     */
    NONE,
    /** The newest committed rows, whatever the snapshot shows; and there are no row-level policies to hide one. */
    NEWEST,
    /**
     * The same of one node of several, which may not have heard yet of what was committed at another: a row that is older than the caller's is
     * an old one, and not the current one.
     */
    NEWEST_OF_NODE,
    /** The snapshot's rows; it fails, as a serialization failure, on one that was changed or removed since. */
    SNAPSHOT;

    /** Whether writes and locks meet the newest rows that are known here, whatever the snapshot shows. */
    public boolean meetsNewest() {
        return this == NEWEST || this == NEWEST_OF_NODE;
    }
}
