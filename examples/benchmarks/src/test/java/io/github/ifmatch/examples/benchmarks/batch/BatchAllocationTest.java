package io.github.ifmatch.examples.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.ifmatch.examples.benchmarks.Product;
import io.github.ifmatch.examples.benchmarks.Store;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Allocation per row of a batch beside the form by hand that answers the rows; on H2 in memory the database is in it, for both. */
class BatchAllocationTest {

    private static final int ROUNDS = 2;
    private static final int BATCHES = 5;
    private static final int ROWS = 1_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The bar is in bytes for each byte of the form by hand. */
    @ParameterizedTest
    @CsvSource({"h2, keys row by row, 1.15", "postgresql, unnest not locked first, 1.30"})
    void batch_allocatesLittleMore(String database, String form, double bar) throws Exception {
        long handWritten = Long.MAX_VALUE;
        long ifmatch = Long.MAX_VALUE;

        try (Store store = Store.open(database)) {
            Catalogue catalogue = Catalogue.of(store, BATCHES * ROWS, ROWS, 0);
            Way byHand = Ways.open(form, store, ROWS);
            Way library = Ways.open("Ifmatch", store, ROWS);
            for (int round = 0; round < ROUNDS; round++) {
                handWritten = Math.min(handWritten, allocated(byHand, catalogue));
                ifmatch = Math.min(ifmatch, allocated(library, catalogue));
            }
        }

        System.out.printf(
                "%s, a row of a batch: %,d bytes by hand, %,d with Ifmatch: %.2f%n",
                database, handWritten, ifmatch, (double) ifmatch / handWritten);
        assertThat((double) ifmatch / handWritten).isLessThanOrEqualTo(bar);
    }

    /** Bytes per row; those of the edits themselves are not counted. */
    private static long allocated(Way way, Catalogue catalogue) throws Exception {
        long bytes = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            List<Product> edited = catalogue.edit();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            int written = way.update(edited).written();
            bytes += THREADS.getCurrentThreadAllocatedBytes() - before;
            assertThat(written).isEqualTo(ROWS);
        }
        return bytes / BATCHES / ROWS;
    }
}
