package io.github.ifmatch.examples.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.campaign.check.Checker;
import io.github.ifmatch.examples.campaign.check.FinalRow;
import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.history.Answer;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Intent;
import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.Resolution;
import io.github.ifmatch.examples.campaign.history.Result;
import io.github.ifmatch.examples.campaign.history.State;
import io.github.ifmatch.examples.campaign.history.WritePath;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checker says of histories that are right, and of such that are not. */
class CheckerTest {

    private static final State NEW = new State(1, Marks.EMPTY, 0);

    private final Checker checker = new Checker(true, id -> 0);

    private static State state(long version, long... marks) {
        return new State(version, Marks.hash(list(marks)), 0);
    }

    private static String list(long... marks) {
        String list = "";
        for (long mark : marks) {
            list = Marks.append(list, mark);
        }
        return list;
    }

    private static Operation write(WritePath path, Effect effect, long number, State base, Result result) {
        return new Operation(new Intent(number, 100, path, effect, 1, 7, base, 0), result);
    }

    private void inserted() {
        checker.add(write(WritePath.INSERT, Effect.START, 1, NEW, Result.of(1, Answer.APPLIED, state(1, 1))));
    }

    private void updated(long number, State base, Answer answer, State seen) {
        checker.add(write(WritePath.UPDATE, Effect.APPEND, number, base, Result.of(number, answer, seen)));
    }

    private void unknown(WritePath path, long number, State base, Resolution resolution) {
        checker.add(write(
                path, Effect.APPEND, number, base, Result.of(number, Answer.UNKNOWN).resolved(resolution)));
    }

    private void stands(long version, long... marks) {
        checker.add(new FinalRow(1, 7, list(marks), 0, 0, version));
    }

    private List<Finding.Kind> kinds() {
        return checker.findings().stream().map(Finding::kind).toList();
    }

    @Test
    void findings_eachWriteAtItsPlace_none() {
        inserted();
        updated(2, state(1, 1), Answer.APPLIED, state(2, 1, 2));
        updated(3, state(1, 1), Answer.CONFLICT, state(2, 1, 2));
        unknown(WritePath.UPDATE, 4, state(2, 1, 2), Resolution.UNKNOWN);
        updated(5, state(3, 1, 2, 4), Answer.APPLIED, state(4, 1, 2, 4, 5));
        unknown(WritePath.UPDATE, 6, state(4, 1, 2, 4, 5), Resolution.ROLLED_BACK);
        stands(4, 1, 2, 4, 5);

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findings_acknowledgedWriteIsNotThere_lostUpdate() {
        inserted();
        updated(2, state(1, 1), Answer.APPLIED, state(2, 1, 2));
        stands(1, 1);

        assertThat(kinds()).containsExactly(Finding.Kind.LOST_UPDATE);
    }

    @Test
    void findings_twoWritesLeftOneVersion_lostUpdate() {
        inserted();
        updated(2, state(1, 1), Answer.APPLIED, state(2, 1, 2));
        updated(3, state(1, 1), Answer.APPLIED, state(2, 1, 3));
        stands(2, 1, 3);

        assertThat(kinds()).containsExactly(Finding.Kind.LOST_UPDATE);
    }

    @Test
    void findings_writeOfAnOldList_lostUpdate() {
        inserted();
        updated(2, state(1, 1), Answer.APPLIED, state(2, 1, 2));
        updated(3, state(1, 1), Answer.APPLIED, state(3, 1, 3));
        stands(3, 1, 3);

        assertThat(kinds()).containsExactly(Finding.Kind.LOST_UPDATE);
    }

    @Test
    void findings_refusedWriteStands_phantom() {
        inserted();
        updated(2, state(1, 1), Answer.BUSY, State.NONE);
        stands(2, 1, 2);

        assertThat(kinds()).containsExactly(Finding.Kind.PHANTOM_WRITE);
    }

    @Test
    void findings_versionWithoutAWrite_phantom() {
        inserted();
        stands(2, 1);

        assertThat(kinds()).containsExactly(Finding.Kind.PHANTOM_WRITE);
    }

    @Test
    void findings_resolvedAsRolledBackAndStands_wrongResolution() {
        inserted();
        unknown(WritePath.UPDATE, 2, state(1, 1), Resolution.ROLLED_BACK);
        stands(2, 1, 2);

        assertThat(kinds()).containsExactly(Finding.Kind.WRONG_RESOLUTION);
    }

    @Test
    void findings_resolvedAsCommittedAndIsNotThere_wrongResolution() {
        inserted();
        unknown(WritePath.UPDATE, 2, state(1, 1), Resolution.COMMITTED);
        stands(1, 1);

        assertThat(kinds()).containsExactly(Finding.Kind.WRONG_RESOLUTION);
    }

    @Test
    void findings_batchCommittedWithoutARowThatSomebodyChanged_none() {
        inserted();
        unknown(WritePath.TRY_UPDATE_ALL, 2, state(1, 1), Resolution.COMMITTED);
        updated(3, state(1, 1), Answer.APPLIED, state(2, 1, 3));
        stands(2, 1, 3);

        assertThat(kinds()).isEmpty();
    }

    @Test
    void findings_deletedRowStands_phantom() {
        inserted();
        checker.add(write(
                WritePath.DELETE, Effect.END, 2, state(1, 1), Result.of(2, Answer.APPLIED, state(1, 1))));
        stands(1, 1);

        assertThat(kinds()).containsExactly(Finding.Kind.PHANTOM_WRITE);
    }

    @Test
    void findings_rowIsGoneAndNobodyDeletedIt_lostUpdate() {
        inserted();

        assertThat(kinds()).containsExactly(Finding.Kind.LOST_UPDATE);
    }

    @Test
    void findings_rowIsGoneAfterItWasInsertedAgain_told() {
        State second = new State(2L << 12, Marks.hash(list(2)), 0);
        State first = new State(1L << 12, Marks.hash(list(1)), 0);
        note(WritePath.INSERT, Effect.START, 1, first, Result.of(1, Answer.APPLIED, first));
        note(WritePath.DELETE, Effect.END, 9, first, Result.of(9, Answer.APPLIED, first));
        note(WritePath.INSERT, Effect.START, 2, second, Result.of(2, Answer.APPLIED, second));

        assertThat(kinds()).containsExactly(Finding.Kind.REINSERTED_ROW_LOST);
    }

    private void note(WritePath path, Effect effect, long number, State base, Result result) {
        checker.add(new Operation(new Intent(number, 100, path, effect, 0, 7, base, 0), result));
    }

    @Test
    void findings_rowShownAsItNeverStood_untrueRead() {
        inserted();
        updated(2, state(1, 1), Answer.CONFLICT, state(2, 1, 9));
        stands(1, 1);

        assertThat(kinds()).containsExactly(Finding.Kind.UNTRUE_READ);
    }

    @Test
    void findings_halfOfACallThatIsAllOrNothing_torn() {
        inserted();
        unknown(WritePath.TRANSACTION, 2, state(1, 1), Resolution.UNKNOWN);
        unknown(WritePath.TRANSACTION, 3, state(2, 1, 2), Resolution.UNKNOWN);
        stands(2, 1, 2);

        assertThat(kinds()).containsExactly(Finding.Kind.TORN_CALL);
    }

    @Test
    void findings_bulkWriteOfOneRowFoundInNone_lostUpdate() {
        checker.add(new Operation(
                new Intent(9, 9, WritePath.UPDATE_WHERE, Effect.BULK_WHERE, 0, 0, State.NONE, 0),
                Result.of(9, Answer.APPLIED, new State(1, 0, 0))));

        assertThat(kinds()).containsExactly(Finding.Kind.LOST_UPDATE);
    }
}
