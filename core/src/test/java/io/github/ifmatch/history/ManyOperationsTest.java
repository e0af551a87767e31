package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryAssert;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.PendingRead;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.history.StoredRow;
import io.github.ifmatch.testkit.tool.Crowd;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Many threads record at once, and a million operations are checked in the memory of a test. */
class ManyOperationsTest {

    private static final int THREADS = 8;
    private static final int ROWS = 1_000;

    /** The versions of the rows, compared and set as a database would; every tenth outcome is lost. */
    private static History recorded(AtomicLongArray table, int writesOfEach, AtomicLong applied) throws Exception {
        History history = new History();
        for (int row = 0; row < ROWS; row++) {
            history.given(row, table.get(row));
        }
        Crowd.of(THREADS, thread -> {
            HistoryClient client = history.client("client " + thread).by("compare and set");
            for (int i = 0; i < writesOfEach; i++) {
                int row = (i * 31 + thread) % ROWS;
                PendingRead read = client.beginRead(row);
                long version = table.get(row);
                read.saw(version);
                PendingWrite write = client.beginUpdate(row, version);
                boolean isApplied = table.compareAndSet(row, version, version + 1);
                if (i % 10 == 0) {
                    write.unknown();
                } else if (isApplied) {
                    write.applied(version + 1);
                    applied.incrementAndGet();
                } else {
                    write.refused();
                }
            }
            return null;
        });
        return history;
    }

    @Test
    void aMillion_ofManyThreads() throws Exception {
        AtomicLongArray table = new AtomicLongArray(ROWS);
        AtomicLong applied = new AtomicLong();
        History history = recorded(table, 62_500, applied);

        HistoryReport report = HistoryAssert.assertThat(history)
                .againstRows(row -> StoredRow.of(table.get(((Long) row).intValue())))
                .withoutStaleReads()
                .hasNoAnomalies()
                .report();

        assertThat(report.operations()).isEqualTo(1_000_000);
        assertThat(report.applied()).isEqualTo(applied.get());
        assertThat(report.unknownStood() + report.unknownDidNotStand() + report.unknownOpen())
                .isEqualTo(THREADS * 6_250);
        assertThat(report.unknownStood() + report.applied()).isLessThanOrEqualTo(sum(table));
    }

    @Test
    void oneLost_amongMany() throws Exception {
        AtomicLongArray table = new AtomicLongArray(ROWS);
        History history = recorded(table, 5_000, new AtomicLong());
        long version = table.get(77);
        history.client("late").by("nightly job").beginUpdate(77, version).applied(version + 1);
        history.client("later")
                .by("PUT /articles/{id}")
                .beginUpdate(77, version)
                .applied(version + 1);

        HistoryReport report = HistoryChecker.of(history).check();

        assertThat(report.anomalies()).singleElement().isInstanceOfSatisfying(Anomaly.LostUpdate.class, lost -> {
            assertThat(lost.row()).isEqualTo(77L);
            assertThat(lost.paths()).containsExactly("nightly job", "PUT /articles/{id}");
        });
    }

    /** Of threads that end the same writes, one does so: all others are refused, and what they say is not recorded. */
    @Test
    void endedByManyAtOnce() throws Exception {
        int writes = 10_000;
        History history = new History();
        HistoryClient client = history.client("client");
        List<PendingWrite> pending = new ArrayList<>();
        for (int i = 0; i < writes; i++) {
            pending.add(client.beginOverwrite(i));
        }
        AtomicLongArray versions = new AtomicLongArray(writes);
        AtomicLong ended = new AtomicLong();
        AtomicInteger arrived = new AtomicInteger();

        Crowd.of(2, thread -> {
            for (int i = 0; i < writes; i++) {
                arrived.incrementAndGet();
                while (arrived.get() < 2 * (i + 1)) {
                    Thread.onSpinWait();
                }
                try {
                    pending.get(i).applied(thread + 1);
                    versions.addAndGet(i, thread + 1);
                    ended.incrementAndGet();
                } catch (IllegalStateException e) {
                    assertThat(e).hasMessage("the operation has ended already: APPLIED");
                }
            }
            return null;
        });

        assertThat(ended).hasValue(writes);
        assertThat(history.operations())
                .allSatisfy(operation ->
                        assertThat(operation.version()).isEqualTo(versions.get(((Long) operation.row()).intValue())));
    }

    /** Overwrites of one row by many threads that do not learn which version they left. */
    @Test
    void hotRow_withoutVersions() throws Exception {
        AtomicLong version = new AtomicLong(1);
        History history = new History().given("hot", 1);
        Crowd.of(THREADS, thread -> {
            HistoryClient client = history.client("client " + thread);
            for (int i = 0; i < 10_000; i++) {
                PendingWrite write = client.beginOverwrite("hot");
                long left = version.incrementAndGet();
                if (i % 3 == 0) {
                    write.applied(left);
                } else {
                    write.applied();
                }
            }
            return null;
        });

        history.client("last").beginOverwrite("hot").applied();
        version.incrementAndGet();

        HistoryReport right = HistoryChecker.of(history)
                .againstRows(row -> StoredRow.of(version.get()))
                .check();
        HistoryReport wrong = HistoryChecker.of(history)
                .againstRows(row -> StoredRow.of(version.get() - 1))
                .check();

        assertThat(right.isClean()).as(right::toString).isTrue();
        assertThat(wrong.count(Anomaly.VanishedWrite.class)).isPositive();
    }

    /** Of many wrong rows a thousand are kept, and all are counted. */
    @Test
    void manyAnomalies_areCounted() {
        History history = new History();
        for (int row = 0; row < 20_000; row++) {
            history.given(row, 1);
            history.client("one").beginUpdate(row, 1).applied();
            history.client("other").beginUpdate(row, 1).applied();
        }

        HistoryReport report = HistoryChecker.of(history).check();

        assertThat(report.count(Anomaly.LostUpdate.class)).isEqualTo(20_000);
        assertThat(report.anomalies()).hasSize(1_000);
    }

    /** One row that everybody writes. */
    @Test
    void hotRow() {
        History history = new History().given("hot", 0);
        HistoryClient client = history.client("client");
        for (int version = 0; version < 300_000; version++) {
            client.beginUpdate("hot", version).applied();
        }

        HistoryReport report = HistoryChecker.of(history)
                .withoutStaleReads()
                .againstRows(row -> StoredRow.of(300_000))
                .check();

        assertThat(report.isClean()).as(report::toString).isTrue();
    }

    private static long sum(AtomicLongArray table) {
        long sum = 0;
        for (int row = 0; row < ROWS; row++) {
            sum += table.get(row);
        }
        return sum;
    }
}
