package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deletes that mark a row, at REPEATABLE READ and SERIALIZABLE: in a transaction of our own, and on an old snapshot of the caller's. */
public abstract class MarkedIsolationContract extends MemoContract {

    private VersionedRepository<Memo, Long> isolated(Isolation isolation) {
        return database.repository(of -> of.withIsolation(isolation), table);
    }

    @ParameterizedTest
    @CsvSource({
        "REPEATABLE_READ, FLAG",
        "REPEATABLE_READ, TIME",
        "REPEATABLE_READ, FLAG_READ_BACK",
        "SERIALIZABLE, FLAG",
        "SERIALIZABLE, TIME",
        "SERIALIZABLE, TIME_READ_BACK"
    })
    void ours(Isolation isolation, Form of) {
        needs(isolation);
        create(of);
        VersionedRepository<Memo, Long> isolated = isolated(isolation);
        List<Memo> rows = insert(5);
        Memo newer = memos.touch(rows.get(0));
        memos.delete(rows.get(1));

        assertThat(isolated.tryDelete(rows.get(0)))
                .isEqualTo(new Conflict<>(table, "delete", newer.id(), 1, rows.get(0), newer));
        assertThat(isolated.tryDelete(rows.get(1))).isEqualTo(missing(rows.get(1)));
        assertThat(isolated.delete(rows.get(2))).isEqualTo(rows.get(2).at(2));
        assertThat(isolated.tryDeleteAll(List.of(rows.get(3), rows.get(2), rows.get(0))))
                .containsExactly(
                        new Applied<>(rows.get(3).at(2)),
                        missing(rows.get(2)),
                        new Conflict<>(table, "delete", newer.id(), 1, rows.get(0), newer));
        Memo again = new Memo(rows.get(1).id(), "again", 0);
        for (VersionedRepository<Memo, Long> by : List.of(isolated, memos)) {
            assertMarked(again, () -> by.tryInsert(again));
            assertMarked(again, () -> by.tryInsertAll(List.of(again)));
        }
        assertThat(isolated.tryInsert(new Memo(newer.id(), "again", 0))).isInstanceOf(Conflict.class);
        assertThat(marked()).containsExactly("2", "2", "2");
        assertThat(unmarked()).containsExactly("2", "1");
    }

    private static void assertMarked(Memo memo, ThrowingCallable insert) {
        assertThatThrownBy(insert)
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(
                        "memos " + memo.id() + ": insert met a row of the same id that is marked as deleted");
    }

    /** Whoever deletes it first, the others learn that it is gone. */
    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ, FLAG", "REPEATABLE_READ, TIME", "SERIALIZABLE, FLAG", "SERIALIZABLE, TIME_READ_BACK"})
    void ours_raced(Isolation isolation, Form of) throws Exception {
        needsSnapshots(isolation);
        needs(Feature.CONCURRENT_WRITERS);
        create(of);
        VersionedRepository<Memo, Long> isolated = isolated(isolation);
        for (Memo memo : insert(5)) {
            List<Outcome<Memo>> outcomes = Crowd.of(3, thread -> tryDelete(isolated, memo));

            assertThat(outcomes).containsExactlyInAnyOrder(new Applied<>(memo.at(2)), missing(memo), missing(memo));
        }
        assertThat(marked()).containsOnly("2").hasSize(5);
    }

    /** Again where a database hands out its locks in no order: all attempts may then have been overtaken. */
    private static Outcome<Memo> tryDelete(VersionedRepository<Memo, Long> rows, Memo memo) {
        for (int i = 0; ; i++) {
            try {
                return rows.tryDelete(memo);
            } catch (SerializationException overtaken) {
                assertThat(i).isLessThan(20);
            }
        }
    }

    /** What a snapshot shows of a row that others have changed or deleted since is no proof, not of an outcome either. */
    @ParameterizedTest
    @CsvSource({
        "REPEATABLE_READ, FLAG",
        "REPEATABLE_READ, TIME",
        "REPEATABLE_READ, TIME_READ_BACK",
        "SERIALIZABLE, FLAG",
        "SERIALIZABLE, TIME"
    })
    void callers_oldSnapshot(Isolation isolation, Form of) throws Exception {
        needsSnapshots(isolation);
        create(of);
        List<OnSnapshot> ways = List.of(
                (old, seen) -> old.tryDelete(seen.get(0)),
                (old, seen) -> old.tryDeleteAll(List.of(seen.get(2), seen.get(0))),
                (old, seen) -> old.tryDelete(seen.get(1)),
                (old, seen) -> old.tryDeleteAll(List.of(seen.get(2), seen.get(1))),
                (old, seen) -> old.tryInsert(new Memo(seen.get(1).id(), "again", 0)),
                (old, seen) -> old.tryInsertAll(List.of(new Memo(seen.get(1).id(), "again", 0))));
        for (OnSnapshot way : ways) {
            List<Memo> seen = insert(3);
            try (Connection connection = database.dataSource().getConnection()) {
                connection.setTransactionIsolation(isolation.level());
                connection.setAutoCommit(false);
                VersionedRows<Memo, Long> old = memos.on(connection);
                assertThat(old.get(seen.get(0).id())).isEqualTo(seen.get(0));
                memos.touch(seen.get(0));
                memos.delete(seen.get(1));

                assertThatThrownBy(() -> way.send(old, seen)).isInstanceOf(SerializationException.class);
                connection.rollback();
            }
            assertThat(memos.get(seen.get(2).id())).isEqualTo(seen.get(2));
            assertThat(memos.find(seen.get(1).id())).isEmpty();
        }
    }

    private interface OnSnapshot {
        Object send(VersionedRows<Memo, Long> old, List<Memo> seen);
    }

    /** A row that was deleted before the snapshot is what the insert met. */
    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ, FLAG", "REPEATABLE_READ, TIME", "SERIALIZABLE, FLAG", "SERIALIZABLE, TIME"})
    void callers_markedBefore(Isolation isolation, Form of) throws Exception {
        needsSnapshots(isolation);
        create(of);
        Memo gone = memos.delete(insert(1).get(0));
        Memo again = new Memo(gone.id(), "again", 0);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setTransactionIsolation(isolation.level());
            connection.setAutoCommit(false);
            VersionedRows<Memo, Long> rows = memos.on(connection);

            assertThat(rows.find(gone.id())).isEmpty();
            assertMarked(again, () -> rows.tryInsert(again));
            Memo made = rows.insert(new Memo(4711, "made", 0));
            assertThat(rows.delete(made)).isEqualTo(made.at(2));
            assertMarked(made, () -> rows.tryInsert(made));
            connection.rollback();
        }
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setTransactionIsolation(isolation.level());
            connection.setAutoCommit(false);
            assertMarked(again, () -> memos.on(connection).tryInsertAll(List.of(again)));
            connection.rollback();

            assertThat(memos.on(connection).find(gone.id())).isEmpty();
            assertMarked(again, () -> memos.on(connection).tryInsertAll(List.of(again)));
            connection.rollback();
        }
        assertThat(marked()).containsExactly("2");
    }
}
