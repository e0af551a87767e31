package io.github.ifmatch.examples.campaign.history;

/**
 * The list of a row: each write appends its number, to base 36 and with a comma, so that the row shows what it was made of. A list is
 * compared by its hash, which grows with it.
 */
public final class Marks {

    /** The hash of the empty list (FNV-1a, 64 bits, over characters). */
    public static final long EMPTY = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Marks() {}

    /** The list with one more mark. */
    public static String append(String list, long number) {
        return list + Long.toString(number, 36) + ',';
    }

    /** The hash of a list. */
    public static long hash(String list) {
        return more(EMPTY, list);
    }

    /** The hash of the list with one more mark. */
    public static long append(long hash, long number) {
        return more(hash, append("", number));
    }

    private static long more(long hash, String text) {
        long sum = hash;
        for (int i = 0; i < text.length(); i++) {
            sum = (sum ^ text.charAt(i)) * PRIME;
        }
        return sum;
    }
}
