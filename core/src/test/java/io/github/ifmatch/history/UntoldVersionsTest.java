package io.github.ifmatch.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.history.Anomaly;
import io.github.ifmatch.testkit.history.History;
import io.github.ifmatch.testkit.history.HistoryChecker;
import io.github.ifmatch.testkit.history.HistoryClient;
import io.github.ifmatch.testkit.history.HistoryReport;
import io.github.ifmatch.testkit.history.Operation;
import io.github.ifmatch.testkit.history.PendingWrite;
import io.github.ifmatch.testkit.history.StoredRow;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Writes that were acknowledged without a version: they have one nevertheless, and what is wrong with it is found. */
class UntoldVersionsTest {

    private final History history = new History().given(7, 1);
    private final HistoryClient ann = history.client("Ann");
    private final HistoryClient ben = history.client("Ben");

    private HistoryReport report() {
        return HistoryChecker.of(history).check();
    }

    /** Row 7 has this version, and there is no other row. */
    private HistoryReport against(long version) {
        return HistoryChecker.of(history).against(Map.of(7, version)).check();
    }

    private static Anomaly only(HistoryReport report) {
        assertThat(report.anomalies()).as(report::toString).hasSize(1);
        return report.anomalies().get(0);
    }

    private static void assertClean(HistoryReport report) {
        assertThat(report.anomalies()).as(report::toString).isEmpty();
    }

    @Test
    void insert_isGone() {
        ann.beginInsert(8).applied();

        assertThat(only(against(1)))
                .isInstanceOfSatisfying(
                        Anomaly.VanishedWrite.class,
                        vanished -> assertThat(vanished.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ann"));
    }

    @Test
    void insert_deleted() {
        ann.beginInsert(8).applied();
        ben.beginDelete(8).unknown();

        HistoryReport report = against(1);

        assertClean(report);
        assertThat(report.unknownStood()).isEqualTo(1);
    }

    @Test
    void insert_twice() {
        ann.beginInsert(8).applied();
        ben.beginInsert(8).applied();

        assertThat(only(report()))
                .isInstanceOfSatisfying(
                        Anomaly.LostUpdate.class,
                        lost -> assertThat(lost.operations()).hasSize(2));
    }

    @Test
    void insert_isWhatABlindWriteReplaced() {
        ann.beginInsert(8).applied();
        ben.beginBlindWrite(8).applied(2);
        ann.beginRead(8).saw(1);

        assertThat(only(report())).isInstanceOf(Anomaly.LostUpdate.class);
    }

    @Test
    void insert_seenBeforeItBegan() {
        ben.beginRead(8).saw(1);
        ann.beginInsert(8).applied();

        assertThat(only(report())).isInstanceOf(Anomaly.EarlyVersion.class);
    }

    @Test
    void insert_andOverwritten() {
        ann.beginInsert(8).applied();
        ben.beginOverwrite(8).applied();

        assertClean(HistoryChecker.of(history).against(Map.of(7, 1L, 8, 2L)).check());
    }

    @Test
    void overwrite_isNotInTheTable() {
        ann.beginOverwrite(7).applied();

        assertClean(against(2));
        assertThat(only(against(1)))
                .isInstanceOfSatisfying(
                        Anomaly.VanishedWrite.class,
                        vanished -> assertThat(vanished.operations()).hasSize(1));
    }

    @Test
    void overwrite_oneOfTwoIsNotInTheTable() {
        ann.beginOverwrite(7).applied();
        ben.beginOverwrite(7).applied();

        assertClean(against(3));
        assertThat(only(against(2)))
                .isInstanceOfSatisfying(
                        Anomaly.VanishedWrite.class,
                        vanished -> assertThat(vanished.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ben"));
    }

    @Test
    void overwrite_ofARowWhoseBeginningIsNotKnown() {
        ann.beginOverwrite(8).applied();
        ben.beginOverwrite(8).applied();

        assertClean(HistoryChecker.of(history).against(Map.of(7, 1L, 8, 1L)).check());
    }

    @Test
    void overwrite_thatAnUpdateDidNotNotice() {
        ben.beginOverwrite(7).applied();
        ann.beginUpdate(7, 1).applied(2);

        assertThat(only(report()))
                .isInstanceOfSatisfying(
                        Anomaly.LostUpdate.class,
                        lost -> assertThat(lost.operations())
                                .extracting(Operation::client)
                                .containsExactly("Ben", "Ann"));
    }

    @Test
    void overwrite_thatADeleteDidNotNotice() {
        ben.beginOverwrite(7).applied();
        ann.beginDelete(7, 1).applied();

        assertThat(report().isClean()).isFalse();
    }

    @Test
    void overwrite_beforeALostDelete() {
        ben.beginOverwrite(7).applied();
        ann.beginDelete(7, 1).unknown();

        HistoryReport report =
                HistoryChecker.of(history).againstRows(row -> null).check();

        assertThat(only(report)).isInstanceOf(Anomaly.VanishedWrite.class);
        assertThat(report.unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void overwrite_wasItRatherThanAWriteOfUnknownOutcome() {
        ann.beginUpdate(7, 1).unknown();
        ben.beginOverwrite(7).applied();

        HistoryReport report = against(2);

        assertClean(report);
        assertThat(report.unknownStood()).isZero();
        assertThat(report.unknownDidNotStand()).isEqualTo(1);
    }

    @Test
    void overwrite_perhapsItWasTheWriteOfUnknownOutcome() {
        PendingWrite unknown = ann.beginUpdate(7, 1);
        PendingWrite overwrite = ben.beginOverwrite(7);
        ann.beginUpdate(7, 2).applied(3);
        overwrite.applied();
        unknown.unknown();

        HistoryReport report = against(4);

        assertClean(report);
        assertThat(report.unknownDidNotStand()).isZero();
    }

    @Test
    void overwrite_placedByItsMark_explainsNothingElse() {
        ann.beginOverwrite(7).marked(11).applied();
        ben.beginRead(7).saw(2, 11);

        HistoryReport report = HistoryChecker.of(history)
                .againstRows(row -> new StoredRow(3, 12))
                .check();

        assertThat(only(report)).isInstanceOf(Anomaly.MissingVersion.class);
    }

    private void annUpdatesAndBenWritesBlindly() {
        ben.beginRead(7).saw(1);
        ann.beginUpdate(7, 1).applied(2);
        ben.beginBlindWrite(7).applied();
    }

    private static void assertAnnIsLost(HistoryReport report) {
        assertThat(only(report)).isInstanceOfSatisfying(Anomaly.LostUpdate.class, lost -> {
            assertThat(lost.expected()).isEqualTo(1);
            assertThat(lost.operations()).extracting(Operation::client).containsExactly("Ann", "Ben");
        });
    }

    @Test
    void blindWrite_hadNotSeenWhatItReplaced() {
        annUpdatesAndBenWritesBlindly();

        assertAnnIsLost(against(3));
        assertAnnIsLost(report());
    }

    @Test
    void blindWrite_didNotAdvanceTheVersion() {
        annUpdatesAndBenWritesBlindly();

        assertAnnIsLost(against(2));
    }

    @Test
    void blindWrite_didNotAdvanceTheVersion_hadSeenIt() {
        ann.beginUpdate(7, 1).applied(2);
        ben.beginRead(7).saw(2);
        ben.beginBlindWrite(7).applied();

        assertClean(against(3));
        assertThat(only(against(2))).isInstanceOf(Anomaly.VanishedWrite.class);
    }

    @Test
    void blindWrites_oneAfterTheOther() {
        ann.beginBlindWrite(7).applied();
        ben.beginBlindWrite(7).applied();

        assertThat(only(against(3)))
                .isInstanceOfSatisfying(
                        Anomaly.LostUpdate.class,
                        lost -> assertThat(lost.operations())
                                .extracting(Operation::version)
                                .containsExactly(2L, 3L));
    }

    @Test
    void blindWrite_perhapsBeforeWhatItHadNotSeen() {
        PendingWrite blind = ben.beginBlindWrite(7);
        ann.beginUpdate(7, 2).applied(3);
        blind.applied();
        ann.beginOverwrite(7).unknown();

        assertClean(against(4));
    }

    /** What it replaced may have been its own. */
    @Test
    void blindWrite_perhapsOfItsOwnUnknownWrite() {
        ben.beginUpdate(7, 1).unknown();
        ann.beginUpdate(7, 1).unknown();
        ben.beginBlindWrite(7).applied(3);

        assertClean(against(3));
    }
}
