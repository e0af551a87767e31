package io.github.ifmatch.examples.campaign.history;

/**
 * How a row stood: its version, its list by hash, and the mark of the last bulk write. Immutable.
 *
 * @param version the version; {@link #NONE}'s is −1
 */
public record State(long version, long hash, long bulk) {

    /** Nothing is known, or there was no row. */
    public static final State NONE = new State(-1, 0, 0);

    /** Whether there was a row. */
    public boolean isKnown() {
        return version >= 0;
    }

    /** Whether both show the same content, whatever their versions. */
    public boolean isSame(long otherHash, long otherBulk) {
        return hash == otherHash && bulk == otherBulk;
    }
}
