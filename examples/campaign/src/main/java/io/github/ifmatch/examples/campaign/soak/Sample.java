package io.github.ifmatch.examples.campaign.soak;

import java.util.List;

/**
 * What a worker held at one moment. Immutable.
 *
 * @param seconds since it began
 * @param heapBytes what lived after a collection
 */
public record Sample(int worker, long seconds, long heapBytes, long threads, long connections, long statements) {

    /** The word that a worker begins such a line with. */
    public static final String WORD = "sample";

    /** The columns of a table, in the order of {@link #values}. */
    static final List<String> COLUMNS = List.of("heap after GC, MB", "threads", "connections", "open statements");

    /** As a worker says it; its own number is known to who reads it. */
    public String line() {
        return String.join(
                " ",
                WORD,
                Long.toString(seconds),
                Long.toString(heapBytes),
                Long.toString(threads),
                Long.toString(connections),
                Long.toString(statements));
    }

    /** Reads such a line. */
    public static Sample parse(int worker, String line) {
        String[] parts = line.split(" ", -1);
        return new Sample(
                worker,
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]),
                Long.parseLong(parts[5]));
    }

    List<Double> values() {
        return List.of(heapBytes / 1_048_576.0, (double) threads, (double) connections, (double) statements);
    }
}
