package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Isolation;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * What a worker is to do in one epoch, as it is sent to it in one line. Immutable.
 *
 * @param millis how long it writes
 * @param lockMillis how long a statement waits for a lock; 0: as the server has it
 * @param statementMillis how long a statement may take; 0: as the server has it
 * @param interrupts whether its threads are interrupted now and then
 * @param sampleMillis how often it says what it holds; 0: never
 */
public record Order(
        int epoch,
        long millis,
        int threads,
        int connections,
        int lockMillis,
        int statementMillis,
        Isolation isolation,
        boolean interrupts,
        long sampleMillis,
        long seed,
        Path log,
        String url) {

    private static final String WORD = "epoch";

    /** The line. */
    public String line() {
        StringJoiner line = new StringJoiner("\t");
        line.add(WORD).add(Integer.toString(epoch)).add(Long.toString(millis)).add(Integer.toString(threads));
        line.add(Integer.toString(connections)).add(Integer.toString(lockMillis)).add(Integer.toString(statementMillis));
        line.add(isolation.name()).add(Boolean.toString(interrupts)).add(Long.toString(sampleMillis));
        line.add(Long.toString(seed));
        return line.add(log.toString()).add(url).toString();
    }

    /** Reads a line. */
    static Order parse(String line) {
        String[] parts = line.split("\t", -1);
        if (parts.length != 13 || !parts[0].equals(WORD)) {
            throw new IllegalArgumentException("line must be an order: " + line);
        }
        return new Order(
                Integer.parseInt(parts[1]),
                Long.parseLong(parts[2]),
                Integer.parseInt(parts[3]),
                Integer.parseInt(parts[4]),
                Integer.parseInt(parts[5]),
                Integer.parseInt(parts[6]),
                Isolation.valueOf(parts[7]),
                Boolean.parseBoolean(parts[8]),
                Long.parseLong(parts[9]),
                Long.parseLong(parts[10]),
                Path.of(parts[11]),
                parts[12]);
    }
}
