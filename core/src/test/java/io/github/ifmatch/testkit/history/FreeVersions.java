package io.github.ifmatch.testkit.history;

import java.util.Arrays;
import java.util.List;

/** The versions of a row that no write is known to have left. Immutable. */
final class FreeVersions {

    /** Those that were left, in order. */
    private final long[] taken;

    /** The first and the last of the run of versions without a gap that each is in. */
    private final long[] firsts;

    private final long[] lasts;

    FreeVersions(List<Operation> standing) {
        this.taken =
                standing.stream().mapToLong(Operation::left).sorted().distinct().toArray();
        this.firsts = taken.clone();
        this.lasts = taken.clone();
        for (int i = 1; i < taken.length; i++) {
            if (taken[i - 1] + 1 == taken[i]) {
                firsts[i] = firsts[i - 1];
            }
        }
        for (int i = taken.length - 2; i >= 0; i--) {
            if (taken[i] + 1 == taken[i + 1]) {
                lasts[i] = lasts[i + 1];
            }
        }
    }

    /** The lowest that is not below this. */
    long from(long version) {
        int place = Arrays.binarySearch(taken, version);
        return place < 0 ? version : lasts[place] + 1;
    }

    /** The highest that is not above this. */
    long downFrom(long version) {
        int place = Arrays.binarySearch(taken, version);
        return place < 0 ? version : firsts[place] - 1;
    }

    /** How many there are above the one and up to the other, which is not lower. */
    long between(long above, long upTo) {
        long all = upTo - above;
        return all < 0 ? Long.MAX_VALUE : all - (placeAfter(upTo) - placeAfter(above));
    }

    private int placeAfter(long version) {
        int place = Arrays.binarySearch(taken, version);
        return place < 0 ? -place - 1 : place + 1;
    }
}
