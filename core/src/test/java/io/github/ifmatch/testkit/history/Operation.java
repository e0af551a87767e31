package io.github.ifmatch.testkit.history;

/**
 * One read or write of one row, as its client saw it. Immutable.
 *
 * @param row the key of the row
 * @param client who did it
 * @param path by which way, such as {@code PUT /articles/{id}}
 * @param begun when it was sent: the history's logical clock, which counts every beginning and every end from 1
 * @param ended when it was answered; {@link Integer#MAX_VALUE} if it never was
 * @param expected the version that a write is to replace; {@link #NONE} for an insert, or if it replaces any
 * @param version the version that a read saw or a write left; {@link #NONE} if it is not known
 * @param mark what tells this write from all others in the row itself; {@link #NONE} if there is no such thing
 */
public record Operation(
        Kind kind,
        Ending ending,
        Object row,
        String client,
        String path,
        int begun,
        int ended,
        long expected,
        long version,
        long mark) {

    /** No version, or no mark. */
    public static final long NONE = Long.MIN_VALUE;

    /** What was to be done. */
    public enum Kind {
        /** The row stood when the recording began. */
        GIVEN,
        READ,
        INSERT,
        /** Replaces the version that it expects, and no other. */
        UPDATE,
        /** Replaces whatever is there, without having looked. */
        BLIND,
        /** Replaces whatever is there, on purpose. */
        OVERWRITE,
        DELETE
    }

    /** How it ended. */
    public enum Ending {
        /** The write was acknowledged. */
        APPLIED,
        /** The write was refused: the row has another version. Nothing was written. */
        REFUSED,
        /** The write was refused: there is no such row. Nothing was written. */
        MISSING,
        /** An error that says that nothing was written; or a read without an answer. */
        FAILED,
        /** Nothing is known: the connection was lost, or there was no answer at all. */
        UNKNOWN,
        /** The read found the row. */
        SEEN,
        /** The read found no row. */
        ABSENT
    }

    boolean isWrite() {
        return kind != Kind.READ && kind != Kind.GIVEN;
    }

    boolean isApplied() {
        return ending == Ending.APPLIED;
    }

    boolean isUnknown() {
        return ending == Ending.UNKNOWN && isWrite();
    }

    /** Whether it was reported that this write wrote nothing. */
    boolean isDenied() {
        return isWrite() && (ending == Ending.REFUSED || ending == Ending.MISSING || ending == Ending.FAILED);
    }

    /** The same write, whose version is known now. */
    Operation leaving(long left) {
        return new Operation(kind, ending, row, client, path, begun, ended, expected, left, mark);
    }

    /** Whether it replaces any version, was acknowledged, and its version is not known. */
    boolean isAppliedWithoutVersion() {
        return isApplied() && replacesAny() && version == NONE;
    }

    /** Whether it replaces any version by the next. */
    boolean replacesAny() {
        return kind == Kind.BLIND || kind == Kind.OVERWRITE;
    }

    /** The version that this write leaves if it stands and versions are counters. */
    long left() {
        if (kind == Kind.DELETE) {
            return NONE;
        }
        return version == NONE && expected != NONE ? expected + 1 : version;
    }

    /** In a line: when, who, by which way, what, and how it ended. */
    @Override
    public String toString() {
        String end = ended == Integer.MAX_VALUE ? "" : "" + ended;
        return "[%d–%s] %s%s: %s".formatted(begun, end, client, path.isEmpty() ? "" : " by " + path, act());
    }

    private String act() {
        return switch (kind) {
            case GIVEN -> "version " + version + " stood at the start";
            case READ -> "read, " + (ending == Ending.SEEN ? "saw version " + version : word(ending));
            case INSERT -> "insert, " + answer();
            case UPDATE -> "update of version " + expected + ", " + answer();
            case BLIND -> "blind write, " + answer();
            case OVERWRITE -> "overwrite, " + answer();
            case DELETE -> "delete of " + (expected == NONE ? "any version" : "version " + expected) + ", " + answer();
        };
    }

    private String answer() {
        return isApplied() && version != NONE ? "applied, left version " + version : word(ending);
    }

    private static String word(Ending ending) {
        return switch (ending) {
            case APPLIED -> "applied";
            case REFUSED -> "refused";
            case MISSING -> "refused, no such row";
            case FAILED -> "failed, nothing written";
            case UNKNOWN -> "outcome unknown";
            case SEEN -> "seen";
            case ABSENT -> "saw no row";
        };
    }
}
