package io.github.ifmatch.testkit.history;

/**
 * One operation on a register: it takes effect at once, at some time between its beginning and its end, if the register holds what it
 * needs. Immutable.
 *
 * @param mayBeLeftOut whether it may also have had no effect at all, or have it at any time after its beginning
 * @param needs a state, {@link #ANY} or {@link #PRESENT}
 * @param leaves a state, {@link #NEXT}, or {@link #SAME} for a read of the state that it needs
 */
record Step(int begun, int ended, boolean mayBeLeftOut, long needs, long leaves) {

    /** As a state: nobody knows which. */
    static final long ANY = Long.MIN_VALUE;

    /** As a state: no row. */
    static final long ABSENT = Long.MIN_VALUE + 1;

    /** As a state: a row, nobody knows which version. */
    static final long PRESENT = Long.MIN_VALUE + 2;

    static final long SAME = Long.MIN_VALUE + 3;

    /** One more than before. */
    static final long NEXT = Long.MIN_VALUE + 4;

    boolean canFollow(long state) {
        if (needs == ANY || state == ANY || needs == state) {
            return true;
        }
        return (needs == PRESENT && state != ABSENT) || (state == PRESENT && needs != ABSENT);
    }

    long after(long state) {
        if (leaves == SAME) {
            return needs;
        }
        if (leaves == NEXT) {
            return state == ANY || state == PRESENT ? PRESENT : state + 1;
        }
        return leaves;
    }
}
