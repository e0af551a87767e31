package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many rows in one call: an outcome for each, in the order given. */
public abstract class BatchContract extends AccountContract {

    /** More than two chunks. */
    private static final int MANY = 2 * VersionedBatches.ROWS_PER_STATEMENT + 100;

    /** Rows of descending balance, as stored. */
    private List<Account> insert(int count) {
        return accounts.insertAll(IntStream.range(0, count)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
    }

    /** In no order, but always the same. */
    private static <T> List<T> shuffled(List<T> rows) {
        List<T> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(4711));
        return shuffled;
    }

    private static List<Account> rows(List<Outcome<Account>> outcomes) {
        return outcomes.stream().map(Outcome::orElseThrow).toList();
    }

    @Test
    void insertAll_idsFromDatabase() {
        List<Account> rows = insert(MANY);

        assertThat(stored()).containsExactlyElementsOf(rows);
        assertThat(rows).extracting(Account::version).containsOnly(1L);
        assertThat(rows)
                .extracting(Account::owner)
                .containsExactlyElementsOf(
                        IntStream.range(0, MANY).mapToObj(i -> "owner " + i).toList());
    }

    @Test
    void insertAll_givenIdsInAnyOrder() {
        List<Account> rows = shuffled(IntStream.rangeClosed(1, MANY)
                .mapToObj(i -> Account.of("owner " + i, i).withId(i))
                .toList());

        List<Account> inserted = accounts.insertAll(rows);

        assertThat(inserted)
                .containsExactlyElementsOf(
                        rows.stream().map(row -> row.withVersion(1).scaled()).toList());
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(inserted);
    }

    /** Some ids are given, the others are the database's to give. */
    @Test
    void insertAll_idsOfBothKinds() {
        List<Account> rows = IntStream.range(0, 50)
                .mapToObj(i -> Account.of("owner " + i, i).withId(i % 3 == 0 ? 0 : 1_000 - i))
                .toList();

        List<Account> inserted = accounts.insertAll(rows);

        assertThat(inserted)
                .extracting(Account::owner)
                .containsExactlyElementsOf(rows.stream().map(Account::owner).toList());
        assertThat(inserted).allSatisfy(row -> assertThat(row.id()).isPositive());
        assertThat(inserted.get(1).id()).isEqualTo(999);
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(inserted);
    }

    @Test
    void tryInsertAll_someExist() {
        Account ann = accounts.insert(Account.of("Ann", 10).withId(2));

        List<Outcome<Account>> outcomes = accounts.tryInsertAll(List.of(
                Account.of("Cid", 3).withId(3),
                Account.of("Bob", 2).withId(2),
                Account.of("Abe", 1).withId(1)));

        assertThat(outcomes.get(0)).isInstanceOf(Applied.class);
        assertThat(outcomes.get(1)).isInstanceOfSatisfying(Conflict.class, conflict -> {
            assertThat(conflict.expectedVersion()).isZero();
            assertThat(conflict.current()).isEqualTo(ann);
            assertThat(conflict.attempted()).isEqualTo(Account.of("Bob", 2).withId(2));
        });
        assertThat(outcomes.get(2)).isInstanceOf(Applied.class);
        assertThat(stored()).extracting(Account::owner).containsExactly("Abe", "Ann", "Cid");
    }

    @Test
    void tryUpdateAll_allFreshInAnyOrder() {
        List<Account> mine = shuffled(insert(MANY)).stream()
                .map(row -> row.withOwner("new " + row.id()))
                .toList();

        List<Account> updated = rows(accounts.tryUpdateAll(mine));

        assertThat(updated)
                .containsExactlyElementsOf(
                        mine.stream().map(row -> row.withVersion(2)).toList());
        assertThat(stored()).containsExactlyInAnyOrderElementsOf(updated);
    }

    /** Stale rows first, last, in the middle and on both sides of each border between chunks. */
    @Test
    void tryUpdateAll_staleOnBorders() {
        List<Account> rows = insert(MANY);
        int size = VersionedBatches.ROWS_PER_STATEMENT;
        List<Integer> stale = List.of(0, 1, size / 2, size - 1, size, size + 1, 2 * size - 1, 2 * size, MANY - 1);
        for (int place : stale) {
            accounts.update(rows.get(place).withOwner("theirs"));
        }

        List<Outcome<Account>> outcomes = accounts.tryUpdateAll(
                rows.stream().map(row -> row.withOwner("mine " + row.id())).toList());

        for (int place = 0; place < MANY; place++) {
            Account row = rows.get(place);
            if (stale.contains(place)) {
                assertThat(outcomes.get(place)).isInstanceOfSatisfying(Conflict.class, conflict -> {
                    assertThat(conflict.id()).isEqualTo(row.id());
                    assertThat(conflict.expectedVersion()).isEqualTo(1);
                    assertThat(conflict.attempted()).isEqualTo(row.withOwner("mine " + row.id()));
                    assertThat(conflict.current())
                            .isEqualTo(row.withOwner("theirs").withVersion(2));
                });
            } else {
                assertThat(outcomes.get(place))
                        .isEqualTo(
                                new Applied<>(row.withOwner("mine " + row.id()).withVersion(2)));
            }
        }
        assertThat(stored()).filteredOn(row -> row.owner().equals("theirs")).hasSameSizeAs(stale);
    }

    @Test
    void tryUpdateAll_changedDeletedAndNeverThere() {
        List<Account> rows = insert(4);
        Account changed = accounts.update(rows.get(1).withOwner("theirs"));
        accounts.delete(rows.get(2));
        Account never = Account.of("never", 1).withId(4711).withVersion(1);

        List<Outcome<Account>> outcomes =
                accounts.tryUpdateAll(List.of(never, rows.get(3), rows.get(2), rows.get(1), rows.get(0)));

        assertThat(outcomes)
                .containsExactly(
                        new Missing<>(Account.TABLE, 4711L),
                        new Applied<>(rows.get(3).withVersion(2)),
                        new Missing<>(Account.TABLE, rows.get(2).id()),
                        new Conflict<>(Account.TABLE, changed.id(), 1, rows.get(1), changed),
                        new Applied<>(rows.get(0).withVersion(2)));
    }

    /** The caller holds a version that the row has never had. */
    @Test
    void tryUpdateAll_versionBelowExpected() {
        List<Account> rows = insert(2);

        List<Outcome<Account>> outcomes =
                accounts.tryUpdateAll(List.of(rows.get(0).withVersion(9), rows.get(1)));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(rows.get(0)));
        assertThat(outcomes.get(1).isApplied()).isTrue();
    }

    @Test
    void updateAll_oneRefusedUndoesAll() {
        List<Account> rows = insert(3);
        Account changed = accounts.update(rows.get(1).withOwner("theirs"));
        List<Account> mine =
                rows.stream().map(row -> row.withOwner("mine").withBalance(99)).toList();

        RefusedBatchException e = catchThrowableOfType(RefusedBatchException.class, () -> accounts.updateAll(mine));

        assertThat(e)
                .hasMessage("1 of 3 changes were refused: [1]: Conflict[accounts " + changed.id()
                        + ", expected version 1, current version 2]. Nothing of the batch was written.");
        assertThat(e.refused()).containsOnlyKeys("[1]");
        assertThat(e.outcomes()).hasSize(3);
        assertThat(e.outcomes().get(0)).isEqualTo(new Applied<>(mine.get(0)));
        assertThat(e.outcomes().get(1)).isEqualTo(new Conflict<>(Account.TABLE, changed.id(), 1, mine.get(1), changed));
        assertThat(stored()).containsExactly(rows.get(0), changed, rows.get(2));
        assertThat(accounts.updateAll(List.of(mine.get(0), mine.get(2))))
                .extracting(Account::version)
                .containsOnly(2L);
    }

    @Test
    void deleteAll_answersRowsAsTheyLastStood() {
        List<Account> rows = insert(MANY);
        List<Account> gone = shuffled(rows).subList(0, MANY - 10);

        assertThat(accounts.deleteAll(gone)).containsExactlyElementsOf(gone);
        assertThat(stored()).hasSize(10).doesNotContainAnyElementsOf(gone);
    }

    @Test
    void tryDeleteAll_staleAndMissing() {
        List<Account> rows = insert(4);
        Account changed = accounts.update(rows.get(0).withOwner("theirs"));
        accounts.delete(rows.get(2));

        List<Outcome<Account>> outcomes = accounts.tryDeleteAll(rows);

        assertThat(outcomes)
                .containsExactly(
                        new Conflict<>(Account.TABLE, "delete", changed.id(), 1, rows.get(0), changed),
                        new Applied<>(rows.get(1)),
                        new Missing<>(Account.TABLE, rows.get(2).id()),
                        new Applied<>(rows.get(3)));
        assertThat(stored()).containsExactly(changed);
    }

    @Test
    void tryPatchAll_staleAndMissing() {
        List<Account> rows = insert(4);
        Account changed = accounts.update(rows.get(0).withOwner("theirs"));
        accounts.delete(rows.get(2));

        List<Outcome<Account>> outcomes = accounts.tryPatchAll(
                rows.stream().map(row -> new Edit<>(row, row.withOwner("mine"))).toList());

        assertThat(outcomes)
                .containsExactly(
                        new Conflict<>(
                                Account.TABLE,
                                "patch",
                                changed.id(),
                                1,
                                rows.get(0).withOwner("mine"),
                                changed),
                        new Applied<>(rows.get(1).withOwner("mine").withVersion(2)),
                        new Missing<>(Account.TABLE, rows.get(2).id()),
                        new Applied<>(rows.get(3).withOwner("mine").withVersion(2)));
    }

    /** Every third row another column, and some rows nothing at all. */
    @Test
    void patchAll_severalShapes() {
        List<Account> rows = insert(MANY);
        List<Edit<Account>> edits = shuffled(rows.stream()
                .map(row -> new Edit<>(
                        row,
                        switch ((int) (row.id() % 4)) {
                            case 0 -> row;
                            case 1 -> row.withOwner("mine " + row.id());
                            case 2 -> row.withBalance(7);
                            default -> row.withOwner("mine " + row.id()).withBalance(8);
                        }))
                .toList());
        Account changed = accounts.update(edits.get(5).before().withOwner("theirs"));

        List<Outcome<Account>> outcomes = accounts.tryPatchAll(edits);

        for (int place = 0; place < MANY; place++) {
            Edit<Account> edit = edits.get(place);
            boolean isIdle = edit.before().equals(edit.after());
            if (place == 5 && !isIdle) {
                assertThat(outcomes.get(place))
                        .isEqualTo(new Conflict<>(Account.TABLE, "patch", changed.id(), 1, edit.after(), changed));
            } else {
                Account after = edit.after().scaled();
                assertThat(outcomes.get(place)).isEqualTo(new Applied<>(isIdle ? after : after.withVersion(2)));
            }
        }
    }

    @Test
    void updateVersions_sameChangeForEach() {
        List<Account> rows = insert(3);
        Account changed = accounts.update(rows.get(1).withOwner("theirs"));
        Map<Long, Long> versions = new LinkedHashMap<>();
        versions.put(4711L, 1L);
        shuffled(rows).forEach(row -> versions.put(row.id(), row.version()));

        Map<Long, Outcome<Account>> outcomes = accounts.tryUpdateVersions(versions, Map.of("owner", "all"));

        assertThat(outcomes.keySet()).containsExactlyElementsOf(versions.keySet());
        assertThat(outcomes.get(4711L)).isInstanceOf(Missing.class);
        assertThat(outcomes.get(changed.id()))
                .isEqualTo(new Conflict<>(
                        Account.TABLE,
                        "patch",
                        changed.id(),
                        1,
                        changed.withOwner("all").withVersion(1),
                        changed));
        assertThat(outcomes.get(rows.get(0).id()))
                .isEqualTo(new Applied<>(rows.get(0).withOwner("all").withVersion(2)));
        assertThatThrownBy(() -> accounts.updateVersions(versions, Map.of("owner", "none")))
                .isInstanceOf(RefusedBatchException.class);
        assertThat(stored()).extracting(Account::owner).containsExactly("all", "theirs", "all");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void everyVerb_fewRows(int count) {
        List<Account> rows = insert(count);

        assertThat(rows).hasSize(count);
        List<Account> updated = accounts.updateAll(rows);
        assertThat(updated).hasSize(count).allMatch(row -> row.version() == 2);
        assertThat(accounts.deleteAll(updated)).isEqualTo(updated);
        assertThat(accounts.tryUpdateVersions(Map.of(), Map.of("owner", "x"))).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void sameRowTwice() {
        List<Account> rows = insert(3);
        Account first = rows.get(1);

        assertThatThrownBy(() -> accounts.tryUpdateAll(List.of(rows.get(0), first, rows.get(2), first)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be written once: rows[1] and rows[3] are both accounts " + first.id());
        assertThat(stored()).isEqualTo(rows);
    }

    @Test
    void inCallersTransaction_nothingIsCommitted() throws SQLException {
        List<Account> rows = insert(3);
        Account changed = accounts.update(rows.get(1).withOwner("theirs"));
        try (Connection connection = begin()) {
            VersionedRows<Account, Long> mine = accounts.on(connection);
            List<Account> edited =
                    rows.stream().map(row -> row.withOwner("mine")).toList();

            assertThatThrownBy(() -> mine.updateAll(edited)).isInstanceOf(RefusedBatchException.class);
            assertThat(mine.findAll(List.of(rows.get(0).id()))).containsExactly(rows.get(0));
            assertThat(mine.tryUpdateAll(edited)).extracting(Outcome::isApplied).containsExactly(true, false, true);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(rows.get(0), changed, rows.get(2));
    }

    @Test
    void inTransaction_refusedBatchCanBeCaught() {
        List<Account> rows = insert(3);
        accounts.delete(rows.get(2));

        database.database().useTransaction(transaction -> {
            VersionedRows<Account, Long> mine = transaction.rows(Account.TABLE);
            assertThatThrownBy(() -> mine.deleteAll(rows)).isInstanceOf(RefusedBatchException.class);
            mine.updateAll(List.of(rows.get(0)));
        });

        assertThat(stored()).containsExactly(rows.get(0).withVersion(2), rows.get(1));
    }
}
