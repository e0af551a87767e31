package io.github.ifmatch.examples.campaign.check;

/**
 * Something that should not be. Immutable.
 *
 * @param kind what it is
 * @param row the table and the id
 * @param text what was found, and the row's history in order
 */
public record Finding(Kind kind, String row, String text) {

    /** What it is. */
    public enum Kind {
        /** A write that was acknowledged is not in the row, or two left the same version. */
        LOST_UPDATE,
        /** A row that was deleted and inserted again is gone, and nothing deleted it. */
        REINSERTED_ROW_LOST,
        /** Something stands of which it was said that nothing was written, or that nobody wrote. */
        PHANTOM_WRITE,
        /** {@code resolve()} answered, and it was not so. */
        WRONG_RESOLUTION,
        /** Of a call that is all or nothing, a part stands. */
        TORN_CALL,
        /** A row was shown as it never stood. */
        UNTRUE_READ,
        /** An exception that nothing here should cause. */
        UNEXPECTED,
        /** A connection, transaction, lock or thread was left over. */
        LEFT_OVER
    }

    /** The first line, then the history. */
    @Override
    public String toString() {
        return kind + " " + row + ": " + text;
    }
}
