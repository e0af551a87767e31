package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Ending;

/** A read that was begun. End it once. Thread-safe. */
public final class PendingRead {

    private final HistoryLog log;
    private final int index;

    PendingRead(HistoryLog log, int index) {
        this.log = log;
        this.index = index;
    }

    /** The row was found, with this version. */
    public void saw(long version) {
        log.end(index, Ending.SEEN, version);
    }

    /** The row was found, with this version and the mark of the write that left it; see {@link PendingWrite#marked}. */
    public void saw(long version, long mark) {
        log.end(index, Ending.SEEN, version, mark);
    }

    /** There was no such row. */
    public void sawNoRow() {
        log.end(index, Ending.ABSENT, Operation.NONE);
    }

    /** There was no answer. */
    public void failed() {
        log.end(index, Ending.FAILED, Operation.NONE);
    }
}
