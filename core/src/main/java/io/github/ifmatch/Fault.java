package io.github.ifmatch;

/** What kind of failure a driver's exception is, as far as a conditional write is concerned. Immutable. */
public enum Fault {
    /** The transaction cannot be ordered with the others (40001): it is dead, and may be run again. */
    SERIALIZATION,
    /** A lock timeout, a cancelled statement or a deadlock: nothing is known of the row. */
    BUSY,
    /** A unique index refused the row. */
    DUPLICATE,
    /** The connection is gone, and with it the answer. */
    DISCONNECTED,
    /** Anything else: the statement was refused and changed nothing. */
    OTHER
}
