package io.github.ifmatch.examples.campaign.history;

/** What the application was told of a write. */
public enum Answer {
    /** The write was made. */
    APPLIED,
    /** Somebody else was faster; nothing was written. */
    CONFLICT,
    /** There is no such row; nothing was written. */
    MISSING,
    /** The database gave up waiting; nothing was written. */
    BUSY,
    /** The transaction could not be ordered with the others; nothing was written. */
    SERIALIZATION,
    /** Refused for another reason, such as a connection that was lost before; nothing was written. */
    REFUSED,
    /** It may stand, or not. */
    UNKNOWN,
    /** The worker was killed before it heard. */
    UNFINISHED,
    /** An exception that nothing here should cause. */
    UNEXPECTED;

    /** Whether it was said that nothing was written. */
    public boolean saysNothingWritten() {
        return switch (this) {
            case CONFLICT, MISSING, BUSY, SERIALIZATION, REFUSED -> true;
            case APPLIED, UNKNOWN, UNFINISHED, UNEXPECTED -> false;
        };
    }
}
