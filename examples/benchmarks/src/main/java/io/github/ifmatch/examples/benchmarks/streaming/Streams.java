package io.github.ifmatch.examples.benchmarks.streaming;

import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.Database;
import io.github.ifmatch.examples.benchmarks.Product;
import io.github.ifmatch.examples.benchmarks.Store;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Streams to one database, and prints a table. A program, so that it has a heap of its own.
 *
 * <p>Everything takes turns, the shortest streams most often, so that what else the machine does falls on all of them; and
 * everything goes on in the table where the last stream ended, so that no length finds warmer rows than another. For one
 * thread at a time.
 */
final class Streams {

    /** Streams of the shortest length that are thrown away, so that compiled code is measured. */
    private static final int WARM_UP = 300;

    private static final List<Integer> CHUNKS = List.of(100, 300, 1_000, 3_000, 10_000);

    private final Store store;
    private final int rows;
    private final BatchWriter<Product, Long> writer;
    private final Heap heap = new Heap();
    private long streamed;
    private boolean isExact = true;

    private Streams(Store store, int rows) {
        this.store = store;
        this.rows = rows;
        this.writer = BatchWriter.of(Database.of(store.dataSource()), Product.TABLE);
    }

    /** Arguments: the database, {@code lengths} or {@code chunks}, rounds, rows in the table. */
    public static void main(String[] arguments) {
        int rounds = Integer.parseInt(arguments[2]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (Store store = Store.open(arguments[0])) {
            Streams streams = new Streams(store, Integer.parseInt(arguments[3]));
            streams.warmUp();
            out.printf(
                    "%n%s, %d MB of heap%n%n",
                    store.version(), Runtime.getRuntime().maxMemory() >> 20);
            out.print(arguments[1].equals("lengths") ? streams.lengths(rounds) : streams.chunks(rounds));
            System.exit(streams.isExact && store.steps() == streams.streamed ? 0 : 1);
        }
    }

    private void warmUp() {
        store.fillBySql(rows);
        Measured unused = new Measured("warm-up", heap);
        for (int i = 0; i < WARM_UP; i++) {
            stream(writer, rows / 1_000, unused);
        }
        stream(writer, rows, unused);
        store.vacuum();
    }

    /** Streams of four lengths, a thousandth of the table to all of it, in chunks of the default size. */
    private String lengths(int rounds) {
        int[] lengths = {rows / 1_000, rows / 100, rows / 10, rows};
        int[] every = {1, 4, 10, 20};
        List<Measured> measured = IntStream.of(lengths)
                .mapToObj(length -> new Measured(String.format(Locale.ROOT, "%,d", length), heap))
                .toList();
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < 20; turn++) {
                for (int i = 0; i < lengths.length; i++) {
                    if (turn % every[i] == 0) {
                        stream(writer, lengths[i], measured.get(i));
                        if (lengths[i] > rows / 100) {
                            store.vacuum(); // else whoever comes next would find what this one left behind
                        }
                    }
                }
            }
        }
        return Measured.table("rows", measured, measured.get(0), store.isPostgres());
    }

    /** Chunks of five sizes, in streams of a tenth of the table. */
    private String chunks(int rounds) {
        List<Measured> measured = CHUNKS.stream()
                .map(size -> new Measured(String.format(Locale.ROOT, "%,d", size), heap))
                .toList();
        for (int round = 0; round < 2 * rounds; round++) {
            for (int i = 0; i < CHUNKS.size(); i++) {
                stream(writer.withRowsPerChunk(CHUNKS.get(i)), rows / 10, measured.get(i));
            }
            store.vacuum();
        }
        return Measured.table("rows per chunk", measured, measured.get(CHUNKS.indexOf(1_000)), store.isPostgres());
    }

    private void stream(BatchWriter<Product, Long> with, int length, Measured measured) {
        Turn turn = new Turn(rows, streamed, length);
        BatchReport report = measured.of(length, () -> with.updateAll(turn));
        streamed += length;
        isExact &= report.written() == length && report.rows() == length;
    }
}
