package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.history.ListAnomaly.Kind;
import io.github.ifmatch.testkit.history.ListAppendHistory;
import io.github.ifmatch.testkit.history.ListAppendReport;
import io.github.ifmatch.testkit.history.ListTransaction;
import io.github.ifmatch.testkit.history.PendingTransaction;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Each anomaly, planted, is found under its name; what is serializable is clean, and what is not is not. */
class ListAppendTest {

    private final ListAppendHistory history = new ListAppendHistory();

    private PendingTransaction begin(String client) {
        return history.begin(client);
    }

    @Test
    void nothing_ofTransactionsOneAfterTheOther() {
        begin("a").append("x", 1).append("y", 1).committed();
        begin("b").read("x", List.of(1)).append("x", 2).read("x", List.of(1, 2)).committed();
        begin("c").append("x", 3).aborted();
        begin("d").read("x", List.of(1, 2)).read("y", List.of(1)).committed();

        assertThat(history.check()).returns(true, ListAppendReport::isClean).returns(4, ListAppendReport::transactions);
    }

    @Test
    void g0_writtenOver() {
        begin("a").append("x", 1).append("y", 1).committed();
        begin("b").append("x", 2).append("y", 2).committed();
        begin("c").read("x", List.of(1, 2)).committed();
        begin("d").read("y", List.of(2, 1)).committed();

        assertThat(history.check().kinds()).contains(Kind.G0);
        assertThat(history.check().anomalies().get(0).text()).isEqualTo("""
                G0, dirty write: a –ww x→ b –ww y→ a
                  [1–2] a: append 1 to x, append 1 to y, committed
                  [3–4] b: append 2 to x, append 2 to y, committed""");
    }

    @Test
    void g1a_rolledBackAndRead() {
        begin("a").append("x", 1).aborted();
        begin("b").read("x", List.of(1)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.G1A);
    }

    @Test
    void g1b_halfRead() {
        PendingTransaction writer = begin("a").append("x", 1);
        begin("b").read("x", List.of(1)).committed();
        writer.append("x", 2).committed();
        begin("c").read("x", List.of(1, 2)).committed();

        assertThat(history.check().kinds()).contains(Kind.G1B);
    }

    @Test
    void g1c_eachReadWhatTheOtherWrote() {
        begin("a").append("x", 1).read("y", List.of(1)).committed();
        begin("b").append("y", 1).read("x", List.of(1)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.G1C);
    }

    @Test
    void gSingle_readSkew() {
        PendingTransaction reader = begin("a").read("x", List.of());
        begin("b").append("x", 1).append("y", 1).committed();
        reader.read("y", List.of(1)).committed();
        begin("c").read("x", List.of(1)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.G_SINGLE);
    }

    @Test
    void g2_writeSkew() {
        PendingTransaction one = begin("a").read("x", List.of());
        begin("b").read("y", List.of()).append("x", 1).committed();
        one.append("y", 1).committed();
        begin("c").read("x", List.of(1)).read("y", List.of(1)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.G2);
    }

    @Test
    void lostUpdate_bothReadTheSame() {
        PendingTransaction one = begin("a").read("x", List.of());
        begin("b").read("x", List.of()).append("x", 1).committed();
        one.append("x", 2).committed();
        begin("c").read("x", List.of(1, 2)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.G_SINGLE, Kind.LOST_UPDATE);
    }

    @Test
    void nothing_ofAReadOfWhatItAppended() {
        begin("a").append("x", 1).read("x", List.of(1)).committed();
        begin("b").read("x", List.of(1)).append("x", 2).committed();
        begin("c").append("x", 3).read("x", List.of(1, 2, 3)).committed();

        assertThat(history.check().isClean()).isTrue();
    }

    @Test
    void lostAppend_committedAndGone() {
        begin("a").append("x", 1).committed();
        begin("b").append("x", 2).committed();
        begin("c").read("x", List.of(2)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.LOST_APPEND);
    }

    /** What is in the longest read is what remained, whoever read the same before. */
    @Test
    void lostAppend_readAsLongBefore() {
        begin("b").append("x", 2).committed();
        begin("early").read("x", List.of(2)).committed();
        begin("a").append("x", 1).committed();
        begin("late").read("x", List.of(2)).committed();

        assertThat(history.check().kinds()).containsExactly(Kind.LOST_APPEND);
    }

    @Test
    void neverEnded_isUnknown() {
        begin("a").append("x", 1);
        begin("b").read("x", List.of(1)).committed();

        assertThat(history.check()).returns(true, ListAppendReport::isClean).returns(2, ListAppendReport::transactions);
        assertThat(history.transactions().get(0)).hasToString("[1–] a: append 1 to x, outcome unknown");
    }

    @Test
    void endedTwice() {
        PendingTransaction transaction = begin("a").append("x", 1);
        transaction.unknown();
        transaction.committed();

        assertThatThrownBy(transaction::aborted)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the transaction has ended already: COMMITTED");
        assertThat(history.transactions())
                .singleElement()
                .returns(ListTransaction.Ending.COMMITTED, ListTransaction::ending);
    }

    @Test
    void incompatibleOrder() {
        begin("a").append("x", 1).committed();
        begin("b").append("x", 2).committed();
        begin("c").read("x", List.of(1, 2)).committed();
        begin("d").read("x", List.of(2, 1)).committed();

        assertThat(history.check().kinds()).contains(Kind.INCOMPATIBLE_ORDER);
    }

    @Test
    void whatNobodyAppended_andTwice() {
        begin("a").append("x", 1).committed();
        begin("c").read("x", List.of(1, 9)).committed();
        begin("d").read("y", List.of(1, 1)).committed();

        assertThat(history.check().kinds()).contains(Kind.UNKNOWN_VALUE, Kind.DUPLICATE);
    }

    @Test
    void internal_readsNotWhatItWrote() {
        begin("a").append("x", 1).read("x", List.of()).committed();
        begin("b").read("x", List.of()).read("x", List.of(1)).committed();

        assertThat(history.check().anomalies())
                .filteredOn(anomaly -> anomaly.kind() == Kind.INTERNAL)
                .hasSize(2);
    }

    @Test
    void unknown_countsOnceItIsSeen() {
        begin("a").read("y", List.of()).append("x", 1).unknown();
        begin("b").append("y", 1).read("x", List.of(1)).committed();
        begin("c").append("z", 1).unknown();
        begin("d").read("z", List.of()).committed();

        assertThat(history.check().isClean()).isTrue();
    }

    @Test
    void valuesTwice() {
        begin("a").append("x", 1).committed();
        begin("b").append("x", 1).committed();

        assertThatThrownBy(history::check)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("values must be unique: 1 was appended twice to x");
    }

    /** Transactions at a simulated database: each reads a state of its own, or the newest, and its writes are kept at once. */
    private static final class Lists {
        private final Random random;
        private final boolean hasSnapshots;
        private final boolean refusesSecond;
        private final Map<String, List<Integer>> lists = new TreeMap<>();
        private final Map<String, Integer> lastCommit = new TreeMap<>();
        private int commits;
        private int values;
        private final ListAppendHistory history = new ListAppendHistory();

        Lists(Random random, boolean hasSnapshots, boolean refusesSecond) {
            this.random = random;
            this.hasSnapshots = hasSnapshots;
            this.refusesSecond = refusesSecond;
            for (String list : List.of("x", "y", "z")) {
                lists.put(list, List.of());
                lastCommit.put(list, 0);
            }
        }

        private final class Running {
            final PendingTransaction told = history.begin("client");
            final Map<String, List<Integer>> snapshot = new TreeMap<>(lists);
            final Map<String, List<Integer>> own = new TreeMap<>();
            final int start = commits;
            final Set<String> read = new HashSet<>();

            void access() {
                String list = Properties.oneOf(random, "x", "y", "z");
                List<Integer> mine = own.getOrDefault(list, List.of());
                if (random.nextBoolean()) {
                    if (mine.isEmpty() && read.add(list)) {
                        told.read(list, (hasSnapshots ? snapshot : lists).get(list));
                    }
                } else {
                    List<Integer> more = new ArrayList<>(mine);
                    more.add(++values);
                    own.put(list, more);
                    told.append(list, values);
                }
            }

            void end() {
                boolean isBeaten = own.keySet().stream().anyMatch(list -> lastCommit.get(list) > start);
                if ((refusesSecond && isBeaten) || random.nextInt(10) == 0) {
                    told.aborted();
                    return;
                }
                commits++;
                own.forEach((list, added) -> {
                    List<Integer> all = new ArrayList<>(lists.get(list));
                    all.addAll(added);
                    lists.put(list, all);
                    lastCommit.put(list, commits);
                });
                told.committed();
            }
        }

        ListAppendHistory run(int transactions, int together) {
            List<Running> running = new ArrayList<>();
            int left = transactions;
            while (left > 0 || !running.isEmpty()) {
                if (left > 0 && running.size() < together && random.nextBoolean()) {
                    running.add(new Running());
                    left--;
                } else if (!running.isEmpty()) {
                    Running one = running.get(random.nextInt(running.size()));
                    if (random.nextInt(3) == 0) {
                        running.remove(one);
                        one.end();
                    } else {
                        one.access();
                    }
                }
            }
            PendingTransaction last = history.begin("last");
            lists.forEach(last::read);
            last.committed();
            return history;
        }
    }

    @Test
    void nothing_ofSerialRuns() {
        Properties.hold(random -> {
            ListAppendReport report = new Lists(random, true, true).run(20, 1).check();

            assertThat(report.isClean()).as(report::toString).isTrue();
        });
    }

    @Test
    void snapshots_haveWriteSkewAlone() {
        AtomicInteger skews = new AtomicInteger();
        Properties.hold(random -> {
            ListAppendReport report = new Lists(random, true, true).run(15, 4).check();

            assertThat(report.kinds()).as(report::toString).isSubsetOf(EnumSet.of(Kind.G2));
            skews.addAndGet(report.anomalies().size());
        });
        assertThat(skews).hasPositiveValue();
    }

    @Test
    void readCommitted_losesUpdatesAndSkews() {
        AtomicInteger lost = new AtomicInteger();
        Properties.hold(random -> {
            ListAppendReport report = new Lists(random, false, false).run(15, 4).check();

            assertThat(report.kinds())
                    .as(report::toString)
                    .isSubsetOf(EnumSet.of(Kind.G_SINGLE, Kind.G2, Kind.LOST_UPDATE));
            lost.addAndGet(report.kinds().contains(Kind.LOST_UPDATE) ? 1 : 0);
        });
        assertThat(lost).hasPositiveValue();
    }

    /** A history whose last transaction reads everything is clean exactly if some order of its transactions explains every read. */
    @Test
    void clean_exactlyIfThereIsAnOrder() {
        AtomicInteger wrong = new AtomicInteger();
        Properties.hold(random -> {
            ListAppendHistory history = new Lists(random, random.nextBoolean(), false).run(5, 3);
            List<ListTransaction> committed = history.transactions().stream()
                    .filter(one -> one.ending() == ListTransaction.Ending.COMMITTED)
                    .toList();

            ListAppendReport report = history.check();

            assertThat(report.isClean()).as(() -> committed + " " + report).isEqualTo(hasOrder(committed, Map.of()));
            wrong.addAndGet(report.isClean() ? 0 : 1);
        });
        assertThat(wrong).hasValueGreaterThan(100);
    }

    private static boolean hasOrder(List<ListTransaction> left, Map<Object, List<Object>> state) {
        if (left.isEmpty()) {
            return true;
        }
        for (var next : left) {
            Map<Object, List<Object>> after = new HashMap<>(state);
            boolean fits = true;
            for (var access : next.accesses()) {
                List<Object> list = after.getOrDefault(access.list(), List.of());
                if (access.read() != null) {
                    fits &= access.read().equals(list);
                } else {
                    List<Object> more = new ArrayList<>(list);
                    more.add(access.appended());
                    after.put(access.list(), more);
                }
            }
            List<ListTransaction> others = new ArrayList<>(left);
            others.remove(next);
            if (fits && hasOrder(others, after)) {
                return true;
            }
        }
        return false;
    }
}
