package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryAssert;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.Operation;
import io.github.ifmatch.testkit.history.PendingRead;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.history.StoredRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each anomaly, planted by itself, is found and nothing else is; what looks like one and is none is not. */
class HistoryCheckerTest {

    private final History history = new History().given(7, 1);
    private final HistoryClient ann = history.client("Ann").by("PUT /articles/{id}");
    private final HistoryClient ben = history.client("Ben").by("nightly job");

    private HistoryReport report() {
        return HistoryChecker.of(history).check();
    }

    private HistoryReport against(long version) {
        return HistoryChecker.of(history).against(Map.of(7, version)).check();
    }

    private HistoryReport againstNoRow() {
        return HistoryChecker.of(history).against(Map.of()).check();
    }

    private static void read(HistoryClient client, long version) {
        client.beginRead(7).saw(version);
    }

    private static Anomaly only(HistoryReport report) {
        assertThat(report.anomalies()).as(report::toString).hasSize(1);
        assertThat(report.isClean()).isFalse();
        return report.anomalies().get(0);
    }

    private static void assertClean(HistoryReport report) {
        assertThat(report.anomalies()).as(report::toString).isEmpty();
        assertThat(report.undecided()).isZero();
    }

    @Test
    void nothing_ofWritesOneAfterTheOther() {
        read(ann, 1);
        PendingWrite first = ann.beginUpdate(7, 1);
        PendingWrite second = ben.beginUpdate(7, 1);
        first.applied(2);
        second.refused();
        read(ben, 2);
        ben.beginUpdate(7, 2).applied();
        ann.beginDelete(7, 3).applied();
        ben.beginUpdate(7, 3).missing();

        HistoryReport report =
                HistoryChecker.of(history).withoutStaleReads().against(Map.of()).check();

        assertClean(report);
        assertThat(report.headline())
                .isEqualTo("no anomaly in 7 operations on 1 row: 3 writes applied, 2 refused or failed, 0 unknown"
                        + " (0 stand, 0 do not, 0 open)");
    }

    @Test
    void lostUpdate_sameVersionReplaced() {
        ann.beginUpdate(7, 1).applied();
        ben.beginUpdate(7, 1).applied();

        Anomaly anomaly = only(against(2));

        assertThat(anomaly).isInstanceOf(Anomaly.LostUpdate.class);
        assertThat(anomaly.paths()).containsExactly("PUT /articles/{id}", "nightly job");
        assertThat(anomaly.text()).isEqualTo("""
                lost update: row 7, of the writes on version 1 only one can stand
                  [3–4] Ann by PUT /articles/{id}: update of version 1, applied
                  [5–6] Ben by nightly job: update of version 1, applied""");
    }

    @Test
    void lostUpdate_replacedWhatItHadNotSeen() {
        ann.beginUpdate(7, 1).applied(2);
        ann.beginUpdate(7, 2).applied(3);
        ben.beginUpdate(7, 1).applied(4);

        Anomaly anomaly = only(against(4));

        assertThat(anomaly).isInstanceOfSatisfying(Anomaly.LostUpdate.class, lost -> {
            assertThat(lost.expected()).isEqualTo(1);
            assertThat(lost.operations()).extracting(Operation::version).containsExactly(2L, 3L, 4L);
        });
    }

    @Test
    void lostUpdate_updatedAndDeleted() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginDelete(7, 1).applied();

        assertThat(only(againstNoRow())).isInstanceOf(Anomaly.LostUpdate.class);
    }

    @Test
    void lostUpdate_blindWriteThatHadNotSeenIt() {
        read(ben, 1);
        ann.beginUpdate(7, 1).applied(2);
        ben.beginBlindWrite(7).applied(3);

        Anomaly anomaly = only(against(3));

        assertThat(anomaly).isInstanceOfSatisfying(Anomaly.LostUpdate.class, lost -> {
            assertThat(lost.expected()).isEqualTo(1);
            assertThat(lost.operations()).extracting(Operation::client).containsExactly("Ann", "Ben");
        });
    }

    @Test
    void nothing_ofBlindWritesThatHadSeenIt() {
        ann.beginUpdate(7, 1).applied(2);
        read(ben, 2);
        ben.beginBlindWrite(7).applied(3);
        ben.beginBlindWrite(7).applied(4);
        ann.beginOverwrite(7).applied(5);
        ben.beginBlindWrite(7).unknown();
        ann.beginOverwrite(7).applied();

        assertClean(against(7));
    }

    @Test
    void lostUpdate_insertedThoughItStood() {
        ann.beginInsert(7).applied(2);

        assertThat(only(report())).isInstanceOf(Anomaly.LostUpdate.class);
    }

    @Test
    void duplicateVersion_insertsOfOneId() {
        ann.beginInsert(8).applied(1);
        ben.beginInsert(8).applied(1);

        assertThat(only(report())).isInstanceOf(Anomaly.DuplicateVersion.class);
    }

    @Test
    void duplicateVersion_overwriteAndUpdate() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginOverwrite(7).applied(2);

        assertThat(only(against(2)))
                .isInstanceOfSatisfying(
                        Anomaly.DuplicateVersion.class,
                        duplicate -> assertThat(duplicate.version()).isEqualTo(2));
    }

    @Test
    void duplicateVersion_twoContentsSeen() {
        ann.beginUpdate(7, 1).marked(11).applied(2);
        ben.beginOverwrite(7).marked(12).applied();
        ann.beginRead(7).saw(2, 11);
        ann.beginRead(7).saw(2, 12);

        assertThat(report().count(Anomaly.DuplicateVersion.class)).isPositive();
    }

    @Test
    void missingVersion_gapOfReads() {
        read(ann, 1);
        read(ben, 4);

        assertThat(only(report())).isInstanceOfSatisfying(Anomaly.MissingVersion.class, missing -> {
            assertThat(missing.from()).isEqualTo(2);
            assertThat(missing.to()).isEqualTo(4);
            assertThat(missing.operations()).extracting(Operation::client).containsExactly("Ben");
        });
    }

    @Test
    void missingVersion_inTheTable() {
        ann.beginUpdate(7, 1).applied(2);

        assertThat(only(against(4))).isInstanceOf(Anomaly.MissingVersion.class);
    }

    @Test
    void phantomWrite_refusedAndThere() {
        ann.beginUpdate(7, 1).refused();

        assertThat(only(against(2)))
                .isInstanceOfSatisfying(
                        Anomaly.PhantomWrite.class,
                        phantom -> assertThat(phantom.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ann"));
    }

    @Test
    void phantomWrite_failedAndThere_byItsMark() {
        PendingWrite unknown = ben.beginUpdate(7, 1).marked(12);
        ann.beginUpdate(7, 1).marked(11).failed();
        unknown.unknown();

        HistoryReport report = HistoryChecker.of(history)
                .againstRows(row -> new StoredRow(2, 11))
                .check();

        assertThat(only(report)).isInstanceOf(Anomaly.PhantomWrite.class);
        assertThat(report.unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void phantomWrite_insert() {
        ann.beginInsert(8).failed();

        assertThat(only(HistoryChecker.of(history).against(Map.of(7, 1L, 8, 1L)).check()))
                .isInstanceOf(Anomaly.PhantomWrite.class);
    }

    @Test
    void phantomWrite_delete() {
        ann.beginDelete(7, 1).failed();

        assertThat(only(againstNoRow())).isInstanceOf(Anomaly.PhantomWrite.class);
    }

    @Test
    void vanishedWrite_update() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginUpdate(7, 2).applied(3);

        assertThat(only(against(2)))
                .isInstanceOfSatisfying(
                        Anomaly.VanishedWrite.class,
                        vanished -> assertThat(vanished.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ben"));
    }

    @Test
    void vanishedWrite_delete() {
        ann.beginDelete(7, 1).applied();

        assertThat(only(against(1))).isInstanceOf(Anomaly.VanishedWrite.class);
    }

    @Test
    void vanishedWrite_theWholeRow() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginDelete(7, 1).unknown();

        assertThat(only(againstNoRow())).isInstanceOf(Anomaly.VanishedWrite.class);
    }

    @Test
    void earlyVersion_seenBeforeItWasWritten() {
        read(ben, 2);
        ann.beginUpdate(7, 1).applied(2);

        assertThat(only(report())).isInstanceOf(Anomaly.EarlyVersion.class);
    }

    @Test
    void wrongVersion_byItsMark() {
        ann.beginUpdate(7, 1).marked(11).applied(2);
        ben.beginUpdate(7, 2).applied(3);
        ben.beginRead(7).saw(3, 11);

        assertThat(only(report())).isInstanceOf(Anomaly.WrongVersion.class);
    }

    @Test
    void staleRead_onlyIfAsked() {
        ann.beginUpdate(7, 1).applied(2);
        read(ben, 1);

        assertClean(report());
        assertThat(only(HistoryChecker.of(history).withoutStaleReads().check()))
                .isInstanceOfSatisfying(Anomaly.StaleRead.class, stale -> {
                    assertThat(stale.version()).isEqualTo(2);
                    assertThat(stale.operations()).extracting(Operation::client).containsExactly("Ann", "Ben");
                });
    }

    @Test
    void staleRead_notIfUnderWayTogether() {
        PendingRead read = ben.beginRead(7);
        ann.beginUpdate(7, 1).applied(2);
        read.saw(1);

        assertClean(HistoryChecker.of(history).withoutStaleReads().check());
    }

    @Test
    void staleRead_ofNoRow() {
        ben.beginRead(7).sawNoRow();

        assertClean(report());
        assertThat(only(HistoryChecker.of(history).withoutStaleReads().check())).isInstanceOf(Anomaly.StaleRead.class);
    }

    @Test
    void unknown_standsIfSomethingShowsIt() {
        ann.beginUpdate(7, 1).unknown();
        read(ben, 2);
        ben.beginUpdate(7, 2).unknown();

        HistoryReport open = report();
        HistoryReport decided = against(2);

        assertClean(open);
        assertThat(open.unknownStood()).isEqualTo(1);
        assertThat(open.unknownOpen()).isEqualTo(1);
        assertClean(decided);
        assertThat(decided.unknownStood()).isEqualTo(1);
        assertThat(decided.unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void unknown_onlyOneCanStand() {
        ann.beginUpdate(7, 1).unknown();
        ben.beginUpdate(7, 1).unknown();

        HistoryReport report = against(2);

        assertClean(report);
        assertThat(report.unknownOpen()).isEqualTo(2);
        assertThat(only(against(3))).isInstanceOf(Anomaly.MissingVersion.class);
    }

    @Test
    void unknown_doesNotExplainWhatWasThereBefore() {
        read(ben, 2);
        ann.beginUpdate(7, 1).unknown();

        assertThat(only(report())).isInstanceOf(Anomaly.MissingVersion.class);
    }

    @Test
    void unknown_settledByItsMark_losesTheOther() {
        ann.beginUpdate(7, 1).marked(11).applied();
        ben.beginUpdate(7, 1).marked(12).unknown();
        ben.beginRead(7).saw(2, 12);

        assertThat(report().count(Anomaly.LostUpdate.class)).isEqualTo(1);
    }

    @Test
    void unknown_endedAgain() {
        PendingWrite lost = ann.beginUpdate(7, 1);
        lost.unknown();
        lost.applied(2);

        assertThat(only(against(1))).isInstanceOf(Anomaly.VanishedWrite.class);
        assertThatThrownBy(lost::unknown)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the operation has ended already: APPLIED");
    }

    @Test
    void neverEnded_isUnknown() {
        ann.beginUpdate(7, 1);

        assertThat(against(2).unknownStood()).isEqualTo(1);
        assertThat(against(1).unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void unknown_deleteThatStood() {
        ann.beginDelete(7, 1).unknown();

        assertClean(againstNoRow());
        assertThat(againstNoRow().unknownStood()).isEqualTo(1);
        assertThat(against(1).unknownDidNotStand()).isEqualTo(1);
        assertThat(report().unknownOpen()).isEqualTo(1);
    }

    @Test
    void unknown_oneOfTwoDeletesStood() {
        ann.beginDelete(7, 1).unknown();
        ben.beginDelete(7).unknown();
        ben.beginDelete(7, 0).unknown();

        assertThat(againstNoRow().unknownOpen()).isEqualTo(2);
        assertThat(againstNoRow().unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void unknown_deleteOfWhatAnotherHadDeleted() {
        ann.beginDelete(7, 1).unknown();
        ben.beginDelete(7, 1).applied();

        assertThat(againstNoRow().unknownDidNotStand()).isEqualTo(1);
        assertThat(report().unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void vanishedWrite_readAndRolledBack() {
        ann.beginUpdate(7, 1).unknown();
        read(ben, 2);

        HistoryReport report = against(1);

        assertThat(only(report))
                .isInstanceOfSatisfying(
                        Anomaly.VanishedWrite.class,
                        vanished -> assertThat(vanished.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ann", "Ben"));
        assertThat(report.unknownStood()).isZero();
        assertThat(report.unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void vanishedWrite_theVersionOfTheStart() {
        assertThat(only(against(0))).isInstanceOf(Anomaly.VanishedWrite.class);
    }

    @Test
    void lives_versionsComeBack() {
        ann.beginUpdate(7, 1).applied();
        ben.beginDelete(7, 2).applied();
        ann.beginInsert(7).applied(1);
        ben.beginUpdate(7, 1).applied();

        assertClean(against(2));
        assertThat(only(against(1))).isInstanceOf(Anomaly.NoOrder.class);
        assertThat(only(againstNoRow())).isInstanceOf(Anomaly.NoOrder.class);
    }

    @Test
    void lives_lostUpdateInOne() {
        ben.beginDelete(7, 1).applied();
        ann.beginInsert(7).applied(1);
        ben.beginUpdate(7, 1).applied();
        ann.beginUpdate(7, 1).applied();

        assertThat(only(against(2))).isInstanceOf(Anomaly.LostUpdate.class);
    }

    @Test
    void lives_unknownDelete() {
        ben.beginDelete(7, 1).unknown();
        ann.beginInsert(7).applied(1);

        assertClean(against(1));
        assertThat(only(againstNoRow())).isInstanceOf(Anomaly.NoOrder.class);
    }

    @Test
    void lives_insertedBeforeTheDelete() {
        ann.beginInsert(7).applied(1);
        ben.beginDelete(7, 1).applied();

        assertThat(report().isClean()).isFalse();
    }

    @Test
    void assertions_showWhatProvesIt() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginUpdate(7, 1).applied(2);

        HistoryAssert.assertThat(history).hasNoPhantomWrites();
        assertThatThrownBy(() -> HistoryAssert.assertThat(history).hasNoLostUpdates())
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        1 × LostUpdate in 2 operations on 1 row: 2 writes applied, 0 refused or failed, 0 unknown\
                         (0 stand, 0 do not, 0 open)
                        lost update: row 7, of the writes on version 1 only one can stand
                          [3–4] Ann by PUT /articles/{id}: update of version 1, applied, left version 2
                          [5–6] Ben by nightly job: update of version 1, applied, left version 2""");
        assertThatThrownBy(() ->
                        HistoryAssert.assertThat(history).against(Map.of(7, 5L)).hasNoPhantomWrites())
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> HistoryAssert.assertThat(history).hasNoAnomalies())
                .isInstanceOf(AssertionError.class);
    }

    /** A row that nobody can decide in reasonable time. */
    @Test
    void assertions_undecidedIsNotRight() {
        ben.beginDelete(7, 1).unknown();
        ann.beginInsert(7).unknown();
        List<PendingWrite> writes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writes.add(ann.beginOverwrite(7));
        }
        writes.forEach(PendingWrite::applied);
        HistoryAssert assertion = HistoryAssert.assertThat(history);

        assertThat(assertion.report().undecided()).isEqualTo(1);
        assertThatThrownBy(assertion::hasNoLostUpdates)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not every row could be decided: no anomaly in")
                .hasMessageEndingWith(", 1 row undecided");
        assertThatThrownBy(assertion::hasNoPhantomWrites).isInstanceOf(AssertionError.class);
    }

    @Test
    void rows_numbersOfAnySizeAreOneKey() {
        ann.beginUpdate(7L, 1).applied(2);
        ben.beginUpdate((short) 7, 1).applied(2);
        ann.beginInsert(List.of("articles", 8)).applied(1);
        ben.beginInsert(List.of("articles", 8L)).applied(1);

        HistoryReport report = HistoryChecker.of(history)
                .against(Map.of((byte) 7, 2L, List.of("articles", 8), 1L))
                .check();

        assertThat(report.rows()).isEqualTo(2);
        assertThat(report.anomalies()).hasSize(2);
        assertThatThrownBy(() -> HistoryChecker.of(history).against(Map.of(7, 1L, 7L, 1L)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("two keys are one row: 7");
    }

    @Test
    void rows_areCheckedByThemselves() {
        for (int row = 100; row < 200; row++) {
            ann.beginInsert(List.of("articles", row)).applied(1);
            ben.beginUpdate(List.of("articles", row), 1).applied();
        }
        ben.beginUpdate(List.of("articles", 150), 1).applied();

        assertThat(only(report()).row()).isEqualTo(List.of("articles", 150L));
    }
}
