package io.github.ifmatch.examples.benchmarks.streaming;

import io.github.ifmatch.examples.benchmarks.Fork;
import io.github.ifmatch.examples.benchmarks.Machine;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/**
 * Streams rows through a writer, on an embedded PostgreSQL and on H2 in memory: streams of four lengths, then chunks of five
 * sizes.
 *
 * <p>Each is a JVM of its own ({@link Streams}). The one that streams to PostgreSQL has 64 MB of heap, whatever it streams;
 * the server is here. Arguments: rounds, and rows of the longest stream. Default: {@code 5 1000000}. For one thread at a time.
 */
public final class Streaming {

    private static final String SMALL_HEAP = "-Xmx64m";

    /** Enough for the largest chunk, so that no size is measured while it is short of memory. */
    private static final String CHUNKS_HEAP = "-Xmx256m";

    private final PrintStream out;
    private final int rounds;
    private final int rows;

    Streaming(PrintStream out, int rounds, int rows) {
        this.out = out;
        this.rounds = rounds;
        this.rows = rows;
    }

    /** Runs it; exits with 1 if a row was not written exactly once, or a writer had not enough memory. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
        System.exit(new Streaming(System.out, rounds, rows).run() ? 0 : 1);
    }

    boolean run() throws IOException, InterruptedException {
        out.println(Machine.describe() + ", JDK " + System.getProperty("java.version") + ", " + rounds + " rounds");
        boolean isExact = stream("postgresql", "lengths", SMALL_HEAP);
        isExact &= stream("h2", "lengths");
        isExact &= stream("postgresql", "chunks", CHUNKS_HEAP);
        isExact &= stream("h2", "chunks");
        out.println(isExact ? "\nEvery row was written exactly once." : "\nIT FAILED.");
        return isExact;
    }

    private boolean stream(String database, String what, String... options) throws IOException, InterruptedException {
        List<String> arguments = List.of(database, what, "" + rounds, "" + rows);
        return Fork.run(database, List.of(options), Streams.class, arguments, out::println);
    }
}
