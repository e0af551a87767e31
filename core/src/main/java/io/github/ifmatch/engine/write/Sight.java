package io.github.ifmatch.engine.write;

/**
 * One look at a row, as far as a verdict asks. Immutable.
 *
 * @param isLocking whether it was read with a lock
 * @param isNewest whether what was read cannot be older than the write that it is to explain
 * @param isPresent whether there was a row
 * @param version the row's version; without meaning if there was none
 */
public record Sight(boolean isLocking, boolean isNewest, boolean isPresent, long version) {

    static Sight plain(boolean isNewest, long version) {
        return new Sight(false, isNewest, true, version);
    }

    static Sight plainAbsent(boolean isNewest) {
        return new Sight(false, isNewest, false, 0);
    }

    /** A locked row is the newest committed one: one that was changed since the snapshot cannot be locked. */
    public static Sight locking(long version) {
        return new Sight(true, true, true, version);
    }

    static Sight lockingAbsent(boolean isNewest) {
        return new Sight(true, isNewest, false, 0);
    }
}
