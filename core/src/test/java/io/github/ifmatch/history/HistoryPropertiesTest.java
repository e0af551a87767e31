package io.github.ifmatch.history;

import static io.github.ifmatch.testkit.tool.Properties.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.history.SimulatedRun.Act;
import io.github.ifmatch.history.SimulatedRun.Ways;
import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.Operation.Ending;
import io.github.ifmatch.testkit.history.Operation.Kind;
import io.github.ifmatch.testkit.history.StoredRow;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Runs of a correct table are clean, whatever the order; one thing altered in them is found exactly when it breaks something. */
class HistoryPropertiesTest {

    private static SimulatedRun run(Random random, Ways... ways) {
        return new SimulatedRun(random, oneOf(random, ways), 20 + random.nextInt(60));
    }

    private static HistoryReport check(SimulatedRun run, History history) {
        return HistoryChecker.of(history)
                .againstRows(run.table::get)
                .withoutStaleReads()
                .check();
    }

    private static Optional<Act> any(Random random, SimulatedRun run, Predicate<Act> which) {
        List<Act> acts = run.acts.stream().filter(which).toList();
        return acts.isEmpty() ? Optional.empty() : Optional.of(acts.get(random.nextInt(acts.size())));
    }

    private static boolean isUnknown(Act act) {
        return act.ending == Ending.UNKNOWN;
    }

    private static boolean isApplied(Act act) {
        return act.isUpdate() && act.ending == Ending.APPLIED;
    }

    private static boolean isRefused(Act act) {
        return act.isUpdate() && act.ending == Ending.REFUSED;
    }

    /** Whether an unknown write may have replaced the version, too. */
    private static boolean mayBeExplained(SimulatedRun run, Act write) {
        return run.acts.stream()
                .anyMatch(act -> isUnknown(act) && act.row == write.row && act.expected == write.expected);
    }

    @Test
    void nothing_ofCorrectRuns() {
        Properties.hold(random -> {
            SimulatedRun run = run(
                    random,
                    Ways.PLAIN,
                    Ways.UNKNOWN,
                    Ways.MARKED,
                    Ways.DELETING,
                    Ways.ENDING,
                    Ways.OVERWRITING,
                    Ways.OVERWRITING_UNKNOWN,
                    Ways.OVERWRITING_MARKED,
                    Ways.OVERWRITING_DELETING);

            HistoryReport report = check(run, run.recorded());

            assertThat(report.anomalies()).as(report::toString).isEmpty();
            assertThat(report.undecided()).isZero();
            assertThat(HistoryChecker.of(run.recorded()).check().isClean()).isTrue();
        });
    }

    /** Exactly if the application says which versions it left; else where no other order is possible. */
    @Test
    void blindWrites_thatReplacedWhatTheyHadNotSeen() {
        AtomicInteger told = new AtomicInteger();
        AtomicInteger untold = new AtomicInteger();
        Properties.hold(random -> {
            boolean isTold = random.nextBoolean();
            SimulatedRun run = isTold ? run(random, Ways.BLIND) : run(random, Ways.BLIND_UNTOLD, Ways.BLIND_UNKNOWN);
            boolean isLost = run.acts.stream().anyMatch(act -> act.isLoss);

            for (HistoryReport report : List.of(
                    check(run, run.recorded()),
                    HistoryChecker.of(run.recorded()).check())) {
                assertThat(report.counts().keySet()).as(report::toString).isSubsetOf(List.of(Anomaly.LostUpdate.class));
                if (isTold || report.count(Anomaly.LostUpdate.class) > 0) {
                    assertThat(report.count(Anomaly.LostUpdate.class) > 0)
                            .as(report::toString)
                            .isEqualTo(isLost);
                    boolean isOfUntold = run.acts.stream().allMatch(act -> act.isUntold || !act.isLoss);
                    told.addAndGet(isLost && isTold ? 1 : 0);
                    untold.addAndGet(isLost && isOfUntold ? 1 : 0);
                }
            }
        });
        assertThat(told).hasValueGreaterThan(50);
        assertThat(untold).hasValueGreaterThan(50);
    }

    @Test
    void unknownOutcomes_areToldRightly() {
        AtomicInteger told = new AtomicInteger();
        Properties.hold(random -> {
            SimulatedRun run = run(
                    random,
                    Ways.UNKNOWN,
                    Ways.MARKED,
                    Ways.DELETING,
                    Ways.ENDING,
                    Ways.OVERWRITING_UNKNOWN,
                    Ways.OVERWRITING_MARKED,
                    Ways.OVERWRITING_DELETING,
                    Ways.BLIND_UNKNOWN);
            boolean isAsked = random.nextInt(4) > 0;

            HistoryReport report = isAsked
                    ? check(run, run.recorded())
                    : HistoryChecker.of(run.recorded()).check();

            long stood = run.acts.stream()
                    .filter(act -> isUnknown(act) && act.isWritten)
                    .count();
            long all =
                    run.acts.stream().filter(HistoryPropertiesTest::isUnknown).count();
            assertThat(report.unknownStood()).isLessThanOrEqualTo(stood);
            assertThat(report.unknownDidNotStand()).isLessThanOrEqualTo(all - stood);
            assertThat(report.unknownStood() + report.unknownDidNotStand() + report.unknownOpen())
                    .isEqualTo(all);
            told.addAndGet((int) report.unknownStood());
        });
        assertThat(told).hasPositiveValue();
    }

    @Test
    void lostUpdates_exactlyWhereTheTableChecksNothing() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.BROKEN);

            HistoryReport report = check(run, run.recorded());

            boolean isLost = run.acts.stream().anyMatch(act -> act.isWritten && act.replaced != act.expected);
            assertThat(report.count(Anomaly.LostUpdate.class) > 0)
                    .as(report::toString)
                    .isEqualTo(isLost);
            assertThat(report.counts().keySet()).isSubsetOf(List.of(Anomaly.LostUpdate.class));
        });
    }

    @Test
    void refusedButClaimedApplied() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN, Ways.UNKNOWN);
            any(random, run, HistoryPropertiesTest::isRefused).ifPresent(act -> {
                boolean isHidden = mayBeExplained(run, act);
                act.ending = Ending.APPLIED;
                act.version = act.expected + 1;

                HistoryReport report = check(run, run.recorded());

                if (!isHidden) {
                    assertThat(report.count(Anomaly.LostUpdate.class))
                            .as(report::toString)
                            .isPositive();
                }
            });
        });
    }

    @Test
    void appliedButClaimedFailed() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN, Ways.UNKNOWN);
            any(random, run, HistoryPropertiesTest::isApplied).ifPresent(act -> {
                act.ending = oneOf(random, Ending.REFUSED, Ending.FAILED, Ending.MISSING);

                HistoryReport report = check(run, run.recorded());

                if (mayBeExplained(run, act)) {
                    assertThat(report.counts().keySet()).doesNotContain(Anomaly.LostUpdate.class);
                } else {
                    assertThat(report.count(Anomaly.PhantomWrite.class))
                            .as(report::toString)
                            .isEqualTo(1);
                }
            });
        });
    }

    @Test
    void appliedButNotRecorded() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN);
            any(random, run, HistoryPropertiesTest::isApplied).ifPresent(dropped -> {
                HistoryReport report = check(run, run.recorded(act -> act == dropped));

                assertThat(report.count(Anomaly.MissingVersion.class) + report.count(Anomaly.PhantomWrite.class))
                        .as(report::toString)
                        .isEqualTo(1);
            });
        });
    }

    @Test
    void appliedButUnknown_isNoAnomaly() {
        Properties.hold(random -> {
            SimulatedRun run =
                    run(random, Ways.PLAIN, Ways.UNKNOWN, Ways.MARKED, Ways.DELETING, Ways.OVERWRITING_UNKNOWN);
            any(random, run, act -> act.kind != Kind.READ).ifPresent(act -> {
                act.ending = Ending.UNKNOWN;

                HistoryReport report = check(run, run.recorded());

                assertThat(report.anomalies()).as(report::toString).isEmpty();
            });
        });
    }

    @Test
    void acknowledgedButNotInTheTable() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN, Ways.UNKNOWN);
            int row = random.nextInt(3);
            StoredRow stored = run.table.get((long) row);
            boolean isKnown = stored.version() == 1
                    || run.acts.stream()
                            .anyMatch(act -> act.row == row
                                    && (isApplied(act) || act.kind == Kind.READ)
                                    && act.version == stored.version());
            run.table.put((long) row, StoredRow.of(stored.version() - 1));

            HistoryReport report = check(run, run.recorded());

            assertThat(report.count(Anomaly.VanishedWrite.class) > 0)
                    .as(report::toString)
                    .isEqualTo(isKnown);
            if (!isKnown) {
                assertThat(report.anomalies()).as(report::toString).isEmpty();
            }
        });
    }

    /** Some write did not say which version it left, and there is one version too few. */
    @Test
    void acknowledgedWithoutAVersionAndNotInTheTable() {
        AtomicInteger untold = new AtomicInteger();
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.OVERWRITING, Ways.BLIND_UNTOLD);
            long row = random.nextInt(3);
            StoredRow stored = run.table.get(row);
            run.table.put(row, StoredRow.of(stored.version() - 1));

            HistoryReport report = check(run, run.recorded());

            assertThat(report.count(Anomaly.VanishedWrite.class) + report.count(Anomaly.LostUpdate.class))
                    .as(report::toString)
                    .isPositive();
            boolean isUntold = run.acts.stream()
                    .anyMatch(act -> act.row == row && act.isUntold && act.version == stored.version());
            untold.addAndGet(isUntold ? 1 : 0);
        });
        assertThat(untold).hasValueGreaterThan(50);
    }

    @Test
    void deletedAndThere_orTheOtherWayRound() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.DELETING, Ways.ENDING);
            long row = random.nextInt(3);
            boolean isUnknown = run.acts.stream().anyMatch(act -> act.row == row && isUnknown(act));
            if (run.table.remove(row) == null) {
                run.table.put(row, StoredRow.of(1));
            }

            HistoryReport report = check(run, run.recorded());

            if (!isUnknown) {
                assertThat(report.isClean()).as(report::toString).isFalse();
            }
        });
    }

    @Test
    void readTooOld() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN);
            any(random, run, act -> act.kind == Kind.READ && act.version > 1).ifPresent(read -> {
                read.version = 1;

                HistoryReport strict = check(run, run.recorded());
                HistoryReport lenient = HistoryChecker.of(run.recorded())
                        .againstRows(run.table::get)
                        .check();

                assertThat(strict.counts().keySet()).isSubsetOf(List.of(Anomaly.StaleRead.class));
                assertThat(lenient.isClean()).isTrue();
                boolean isAfterAnother = run.acts.stream()
                        .anyMatch(act -> act.row == read.row
                                && act.client == read.client
                                && act.number < read.number
                                && (isApplied(act) || act.ending == Ending.SEEN)
                                && act.version > 1);
                if (isAfterAnother) {
                    assertThat(strict.count(Anomaly.StaleRead.class)).isPositive();
                }
            });
        });
    }

    @Test
    void readOfWhatNeverWas() {
        Properties.hold(random -> {
            SimulatedRun run = run(random, Ways.PLAIN, Ways.UNKNOWN);
            any(random, run, act -> act.kind == Kind.READ).ifPresent(read -> {
                read.version = 1_000;

                HistoryReport report = check(run, run.recorded());

                assertThat(report.count(Anomaly.MissingVersion.class))
                        .as(report::toString)
                        .isPositive();
            });
        });
    }
}
