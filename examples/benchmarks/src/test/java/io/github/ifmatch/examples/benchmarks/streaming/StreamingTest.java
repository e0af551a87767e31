package io.github.ifmatch.examples.benchmarks.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.Product;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The streaming program from end to end, with very few rows; and what its figures are made of. */
class StreamingTest {

    @Tag("thorough")
    @Test
    void run_fewRows() throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        boolean isExact = new Streaming(new PrintStream(told, true, StandardCharsets.UTF_8), 1, 2_000).run();

        String text = told.toString(StandardCharsets.UTF_8);
        assertThat(isExact).as(text).isTrue();
        assertThat(text).contains("64 MB of heap", "PostgreSQL 1", "H2 2", "Every row was written exactly once.");
        assertThat(text.lines().map(line -> line.replaceFirst("^\\| (.*?) \\|.*", "$1")))
                .containsSubsequence("rows", "2", "20", "200", "2,000", "rows", "2", "20", "200", "2,000")
                .containsSubsequence("rows per chunk", "100", "300", "1,000", "3,000", "10,000");
    }

    @Test
    void turn_goesRound() {
        List<String> rows = new ArrayList<>();
        new Turn(3, 2, 5).forEachRemaining(row -> rows.add(describe(row)));

        assertThat(rows).containsExactly("3 at 1", "1 at 2", "2 at 2", "3 at 2", "1 at 3");
    }

    private static String describe(Product row) {
        return row.id() + " at " + row.version();
    }

    @Test
    void heap_holdsWhatIsHeld() throws InterruptedException {
        Heap heap = new Heap();
        long from = System.currentTimeMillis();
        byte[] held = new byte[20_000_000];
        System.gc();

        long most = -1;
        for (int i = 0; i < 500 && most < 0; i++) {
            Thread.sleep(10);
            most = heap.most(from, System.currentTimeMillis()).orElse(-1);
        }

        assertThat(most).isGreaterThan(held.length);
        assertThat(heap.most(0, from - 1)).isEmpty();
    }

    @Test
    void measured_median() {
        Measured measured = new Measured("some", new Heap());
        for (int i = 0; i < 4; i++) {
            assertThat(measured.<String>of(10, () -> "done")).isEqualTo("done");
        }

        assertThat(measured.median()).isPositive();
        assertThat(Measured.table("rows", List.of(measured), measured, true)).contains("| some | 4 | ", " | 1.00 | ");
        assertThat(Measured.table("rows", List.of(measured), measured, false)).endsWith(" | 1.00 |\n");
    }
}
