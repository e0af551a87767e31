package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** REPEATABLE READ and above: of a row that the snapshot cannot show as it is, nothing is said but that the work is to be run again. */
public abstract class OldSnapshotContract extends AccountContract {

    private static final Account THEIRS = new Account(7, "Theirs", new BigDecimal("1.00"), 1);
    private static final Account FIRST = new Account(1, "First", new BigDecimal("1.00"), 1);

    /** The isolations that have a snapshot. */
    enum Level {
        REPEATABLE_READ(Isolation.REPEATABLE_READ),
        SERIALIZABLE(Isolation.SERIALIZABLE);

        private final Isolation isolation;

        Level(Isolation isolation) {
            this.isolation = isolation;
        }
    }

    private Outcome<Account> isolated(
            Level level, Retry retry, Function<VersionedRows<Account, Long>, Outcome<Account>> work) {
        return database.database().withIsolation(level.isolation).inTransaction(retry, transaction -> {
            return work.apply(transaction.rows(Account.TABLE));
        });
    }

    /** What a work comes to that has read before somebody else inserted row 7. */
    private Outcome<Account> insertedMeanwhile(
            Level level, Retry retry, Function<VersionedRows<Account, Long>, Outcome<Account>> work) {
        return isolated(level, retry, rows -> {
            assertThat(rows.find(99L)).isEmpty(); // the snapshot is taken
            if (accounts.find(THEIRS.id()).isEmpty()) {
                accounts.insert(THEIRS);
            }
            return work.apply(rows);
        });
    }

    @ParameterizedTest
    @EnumSource
    void update_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertThatThrownBy(
                        () -> insertedMeanwhile(level, Retry.upTo(1), rows -> rows.tryUpdate(THEIRS.withOwner("Mine"))))
                .isInstanceOf(SerializationException.class);

        assertThat(insertedMeanwhile(level, Retry.upTo(2), rows -> rows.tryUpdate(THEIRS.withOwner("Mine"))))
                .isEqualTo(new Applied<>(THEIRS.withOwner("Mine").withVersion(2)));
    }

    @ParameterizedTest
    @EnumSource
    void insert_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertThatThrownBy(
                        () -> insertedMeanwhile(level, Retry.upTo(1), rows -> rows.tryInsert(THEIRS.withOwner("Mine"))))
                .isInstanceOf(SerializationException.class);

        assertThat(insertedMeanwhile(level, Retry.upTo(2), rows -> rows.tryInsert(THEIRS.withOwner("Mine"))))
                .isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @EnumSource
    void check_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertThatThrownBy(() -> insertedMeanwhile(level, Retry.upTo(1), rows -> rows.tryCheck(THEIRS)))
                .isInstanceOf(SerializationException.class);

        assertThat(insertedMeanwhile(level, Retry.upTo(2), rows -> rows.tryCheck(THEIRS)))
                .isEqualTo(new Applied<>(THEIRS));
    }

    @ParameterizedTest
    @EnumSource
    void overwrite_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertThatThrownBy(() -> insertedMeanwhile(
                        level, Retry.upTo(1), rows -> rows.tryOverwrite(THEIRS.withOwner("Mine"), "a test")))
                .isInstanceOf(SerializationException.class);
    }

    /** What a batch in the caller's transaction comes to, which has read before others changed the table. */
    private List<Outcome<Account>> batchAfter(
            Level level, Runnable others, Function<VersionedRows<Account, Long>, List<Outcome<Account>>> batch)
            throws SQLException {
        try (Connection connection = begin(level.isolation)) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.find(99L)).isEmpty(); // the snapshot is taken
            others.run();
            try {
                return batch.apply(rows);
            } finally {
                connection.rollback();
            }
        }
    }

    private void assertRunAgain(
            Level level, Runnable others, Function<VersionedRows<Account, Long>, List<Outcome<Account>>> batch) {
        assertThatThrownBy(() -> batchAfter(level, others, batch)).isInstanceOf(SerializationException.class);
    }

    /** Two rows, the second of which was inserted meanwhile. */
    private static List<Account> both() {
        return List.of(FIRST.withOwner("Mine"), THEIRS.withOwner("Mine"));
    }

    private static List<Edit<Account>> edits() {
        return List.of(new Edit<>(FIRST, FIRST.withOwner("Mine")), new Edit<>(THEIRS, THEIRS.withOwner("Mine")));
    }

    private void insertTheirs() {
        Account unused = accounts.insert(THEIRS);
    }

    @ParameterizedTest
    @EnumSource
    void updateAll_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insert(FIRST);

        assertRunAgain(level, this::insertTheirs, rows -> rows.tryUpdateAll(both()));
    }

    @ParameterizedTest
    @EnumSource
    void insertAll_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertRunAgain(level, this::insertTheirs, rows -> rows.tryInsertAll(both()));
    }

    @ParameterizedTest
    @EnumSource
    void deleteAll_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insert(FIRST);

        assertRunAgain(level, this::insertTheirs, rows -> rows.tryDeleteAll(both()));
    }

    @ParameterizedTest
    @EnumSource
    void patchAll_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insert(FIRST);

        assertRunAgain(level, this::insertTheirs, rows -> rows.tryPatchAll(edits()));
    }

    /** A patch that names nothing answers whether the row stands. */
    @ParameterizedTest
    @EnumSource
    void patch_ofNothing_insertedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        assertRunAgain(level, this::insertTheirs, rows -> List.of(rows.tryPatch(THEIRS.id(), 1, Map.of())));
    }

    /** The snapshot shows the row that others have deleted; a database that asks its index inserts all the same. */
    @ParameterizedTest
    @EnumSource
    void insertAll_deletedMeanwhile(Level level) throws SQLException {
        needsSnapshots(level.isolation);
        accounts.insert(THEIRS);

        try {
            assertThat(batchAfter(level, () -> accounts.delete(THEIRS), rows -> rows.tryInsertAll(both())))
                    .allMatch(Outcome::isApplied);
        } catch (SerializationException e) {
            assertThat(e).hasMessageEndingWith("roll it back and run all of it again.");
        }
    }

    @ParameterizedTest
    @EnumSource
    void updateAll_deletedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insertAll(List.of(FIRST, THEIRS));

        assertRunAgain(level, () -> accounts.delete(THEIRS), rows -> rows.tryUpdateAll(both()));
    }

    @ParameterizedTest
    @EnumSource
    void deleteAll_deletedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insertAll(List.of(FIRST, THEIRS));

        assertRunAgain(level, () -> accounts.delete(THEIRS), rows -> rows.tryDeleteAll(both()));
    }

    @ParameterizedTest
    @EnumSource
    void patchAll_deletedMeanwhile(Level level) {
        needsSnapshots(level.isolation);
        accounts.insertAll(List.of(FIRST, THEIRS));

        assertRunAgain(level, () -> accounts.delete(THEIRS), rows -> rows.tryPatchAll(edits()));
    }

    /** The write is the first that the transaction does: its snapshot is no older than the question. */
    @ParameterizedTest
    @EnumSource
    void update_first_isMissing(Level level) {
        needsSnapshots(level.isolation);
        assertThat(isolated(level, Retry.upTo(1), rows -> rows.tryUpdate(THEIRS)))
                .isEqualTo(new Missing<>(Account.TABLE, THEIRS.id()));
        assertThat(isolated(level, Retry.upTo(1), rows -> rows.tryCheck(THEIRS)))
                .isEqualTo(new Missing<>(Account.TABLE, THEIRS.id()));
    }

    /** A snapshot may show the row that others have deleted beside the one that was inserted here in its place. */
    @ParameterizedTest
    @EnumSource
    void get_deletedByOthersAndInserted(Level level) {
        needsSnapshots(level.isolation);
        accounts.insert(THEIRS);
        assertThatThrownBy(() -> isolated(level, Retry.upTo(1), rows -> {
                    Account old = rows.get(THEIRS.id());
                    accounts.delete(old);
                    Account mine = rows.insert(THEIRS.withOwner("Mine"));
                    assertThat(rows.get(THEIRS.id())).isEqualTo(mine);
                    throw new SerializationUnneeded();
                }))
                .isInstanceOfAny(SerializationException.class, SerializationUnneeded.class);
    }

    private static final class SerializationUnneeded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
