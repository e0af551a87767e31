package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.ifmatch.testkit.sample.Account;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is counted, and how it is told. */
class CountsTest {

    private static final Account ANN = Account.of("Ann", 10).withVersion(1);

    private final Counts counts = new Counts();

    private static Event.Conflicted conflict(long id, Account attempted, Account current) {
        return new Event.Conflicted("accounts", "update", new Conflict<>(Account.TABLE, id, 1, attempted, current));
    }

    private static Event.Written written(long id) {
        return new Event.Written("accounts", "update", id);
    }

    @Test
    void snapshot_empty() {
        assertThat(counts.snapshot().events()).isEmpty();
        assertThat(counts.snapshot().hotRows()).isEmpty();
        assertThat(counts.snapshot().hotFields()).isEmpty();
        assertThat(counts.snapshot().conflictRate("accounts")).isZero();
    }

    @Test
    void snapshot_theLargestFirst() {
        counts.on(written(1));
        counts.on(written(2));
        counts.on(new Event.Written("orders", "insert", 1L));
        counts.on(conflict(1, ANN.withOwner("Anne"), ANN.withVersion(2)));
        counts.on(conflict(2, ANN.withBalance(11), ANN.withOwner("Bob").withVersion(2)));
        counts.on(conflict(2, ANN.withBalance(12), ANN.withVersion(3)));
        counts.on(conflict(2, ANN.withBalance(13), ANN.withVersion(4)));
        counts.on(new Event.Missed("accounts", "delete", new Missing<>(Account.TABLE, 3L)));
        counts.on(new Event.Overwritten("accounts", 1L, 1, 2, "ticket"));

        Counts.Snapshot snapshot = counts.snapshot();

        assertThat(snapshot.events())
                .containsExactly(
                        entry("accounts conflicted", 4L),
                        entry("accounts written", 2L),
                        entry("accounts missed", 1L),
                        entry("accounts overwritten", 1L),
                        entry("orders written", 1L));
        assertThat(snapshot.hotRows()).containsExactly(entry("accounts 2", 3L), entry("accounts 1", 1L));
        assertThat(snapshot.hotFields()).containsExactly(entry("accounts.balance", 3L), entry("accounts.owner", 2L));
    }

    @Test
    void conflictRate_ofOneTable() {
        counts.on(written(1));
        counts.on(written(1));
        counts.on(written(1));
        counts.on(conflict(1, ANN, ANN.withVersion(2)));
        counts.on(new Event.Written("orders", "insert", 1L));

        assertThat(counts.snapshot().conflictRate("accounts")).isEqualTo(0.25);
        assertThat(counts.snapshot().conflictRate("orders")).isZero();
    }

    /** A snapshot does not go on counting. */
    @Test
    void snapshot_stays() {
        counts.on(written(1));
        Counts.Snapshot before = counts.snapshot();

        counts.on(written(1));

        assertThat(before.events()).containsExactly(entry("accounts written", 1L));
        assertThat(counts.snapshot().events()).containsExactly(entry("accounts written", 2L));
    }

    @Test
    void on_tenThousandRowsAreKept() {
        for (long id = 1; id <= 10_100; id++) {
            counts.on(conflict(id, ANN, ANN.withVersion(2)));
        }
        counts.on(conflict(1, ANN, ANN.withVersion(2)));

        assertThat(counts.snapshot().hotRows()).hasSize(10_000).containsEntry("accounts 1", 2L);
        assertThat(counts.snapshot().events()).containsExactly(entry("accounts conflicted", 10_101L));
    }

    @Test
    void on_manyThreads() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                awaitUninterruptibly(start);
                for (int n = 0; n < 10_000; n++) {
                    counts.on(written(1));
                }
            });
        }
        start.countDown();
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(counts.snapshot().events()).containsExactly(entry("accounts written", 80_000L));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What somebody else may yet roll back is counted apart. */
    @Test
    void on_sent() {
        counts.on(written(1));
        counts.on(new Event.Written("accounts", "update", 1L, false));
        counts.on(new Event.Overwritten("accounts", 1L, 1, 2, "ticket", false));
        counts.on(new Event.Resolved("accounts", new Conflict<>(Account.TABLE, 1L, 1, ANN, ANN), false));
        counts.on(new Event.UpdatedWhere("accounts", 7, false));
        counts.on(new Event.UpdatedWhere("accounts", 7));
        counts.on(conflict(1, ANN, ANN.withVersion(2)));

        assertThat(counts.snapshot().events())
                .containsOnly(
                        entry("accounts written", 1L),
                        entry("accounts sent", 1L),
                        entry("accounts overwritten sent", 1L),
                        entry("accounts resolved sent", 1L),
                        entry("accounts updatedwhere sent", 1L),
                        entry("accounts updatedwhere", 1L),
                        entry("accounts conflicted", 1L));
        assertThat(counts.snapshot().conflictRate("accounts")).isEqualTo(1.0 / 3);
    }
}
