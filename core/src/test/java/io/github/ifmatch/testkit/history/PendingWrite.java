package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;

/**
 * A write that was begun. End it once; only one that was {@link #unknown} may be ended again, when it is known what became of it. Inside a
 * transaction it has ended only after {@code COMMIT}: before that it can still be rolled back.
 * Thread-safe.
 */
public final class PendingWrite {

    private final HistoryLog log;
    private final int index;

    PendingWrite(HistoryLog log, int index) {
        this.log = log;
        this.index = index;
    }

    /**
     * This write stores the mark in the row, and no other write stores the same: a number of the write in a column, say, or of a value
     * that is unique. Reads and final rows that show marks then tell exactly which write stands. Mark every write of a row or none.
     */
    public PendingWrite marked(long mark) {
        log.mark(index, mark);
        return this;
    }

    /** This write leaves this version, if it stands; by default one more than it expects. */
    public PendingWrite leaving(long version) {
        log.version(index, version);
        return this;
    }

    /** The application says that it was written, and with which version. */
    public void applied(long version) {
        log.end(index, Ending.APPLIED, version);
    }

    /**
     * The application says that it was written, and not with which version: one more than was expected, if any was. Else the checker looks
     * for a version that this write can have left.
     */
    public void applied() {
        log.end(index, Ending.APPLIED, Operation.NONE);
    }

    /** The application refused it: somebody else has changed the row, or the id exists. */
    public void refused() {
        log.end(index, Ending.REFUSED, Operation.NONE);
    }

    /** The application refused it: there is no such row. */
    public void missing() {
        log.end(index, Ending.MISSING, Operation.NONE);
    }

    /** The application reports an error and says, or lets its user believe, that nothing was written. */
    public void failed() {
        log.end(index, Ending.FAILED, Operation.NONE);
    }

    /** The connection was lost before the answer. It may be written at any time from its beginning on, or never. */
    public void unknown() {
        log.end(index, Ending.UNKNOWN, Operation.NONE);
    }
}
