package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Event;
import io.github.ifmatch.Merge;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows from a stream, a chunk at a time: what is reported is what is committed. */
public abstract class BatchWriterContract extends WriterContract {

    @Test
    void everyVerb_countsAddUp() {
        BatchReport inserted = writer.insertAll(IntStream.range(0, 7).mapToObj(i -> Account.of("owner " + i, i)));
        List<Account> rows = stored();
        BatchReport updated = writer.updateAll(rows.stream().map(row -> row.withOwner("mine")));
        List<Edit<Account>> edits = new ArrayList<>();
        stored().forEach(row -> edits.add(new Edit<>(row, row.id() % 2 == 0 ? row : row.withBalance(99))));
        BatchReport patched = writer.patchAll(edits.stream());
        BatchReport deleted = writer.deleteAll(stored().stream());

        assertThat(List.of(inserted, updated, deleted)).allSatisfy(report -> {
            assertThat(report.written()).isEqualTo(7);
            assertThat(report.chunks()).isEqualTo(3);
        });
        assertThat(patched.written() + patched.unchanged()).isEqualTo(7);
        assertThat(patched.unchanged())
                .isEqualTo(edits.stream()
                        .filter(edit -> edit.before().equals(edit.after()))
                        .count());
        assertThat(updated.events()).containsOnly(java.util.Map.entry("accounts written", 7L));
        assertThat(refused).isEmpty();
        assertThat(stored()).isEmpty();
    }

    @Test
    void refused_toldAfterTheirChunk() {
        List<Account> rows = insert(5);
        Account changed = accounts.update(rows.get(1).withOwner("theirs"));
        accounts.delete(rows.get(4));

        BatchReport report = writer.updateAll(rows.iterator());

        assertThat(report).hasToString("5 rows: 3 written, 0 resolved, 0 unchanged, 1 conflicted, 1 missing");
        assertThat(refused)
                .containsExactly(
                        new Conflict<>(Account.TABLE, changed.id(), 1, rows.get(1), changed),
                        new Missing<>(Account.TABLE, rows.get(4).id()));
        assertThat(progress).extracting(BatchReport::rows).containsExactly(3L, 5L);
        assertThat(progress.get(1)).isEqualTo(report);
    }

    @Test
    void merge_writesBothChanges() {
        List<Account> rows = insert(4);
        accounts.update(rows.get(0).withOwner("theirs"));
        Account clashing = accounts.update(rows.get(1).withBalance(77));

        BatchReport report = writer.withMerge(Account.TABLE.merge())
                .patchAll(rows.stream().map(row -> new Edit<>(row, row.withBalance(50))));

        assertThat(report).hasToString("4 rows: 2 written, 1 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(refused).singleElement().isInstanceOf(Conflict.class);
        Conflict<Account> conflict = (Conflict<Account>) refused.get(0);
        assertThat(conflict.id()).isEqualTo(clashing.id());
        assertThat(conflict.clashes()).containsExactly("balance");
        assertThat(stored().get(0))
                .isEqualTo(rows.get(0)
                        .withOwner("theirs")
                        .withBalance(50)
                        .withVersion(3)
                        .scaled());
        assertThat(stored().get(1)).isEqualTo(clashing);
    }

    @Test
    void resolver_keepsMine() {
        List<Account> rows = insert(2);
        accounts.update(rows.get(0).withOwner("theirs"));

        BatchReport report =
                writer.withResolver(Resolver.keepMine()).updateAll(rows.stream().map(row -> row.withOwner("mine")));

        assertThat(report.resolved()).isEqualTo(1);
        assertThat(stored()).extracting(Account::owner).containsOnly("mine");
    }

    @Test
    void merge_needsBases() {
        Merge<Account> merge = Account.TABLE.merge();

        assertThatThrownBy(() -> writer.withMerge(merge).updateAll(Stream.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a merge needs the row as it was read: give edits to patchAll(…)");
    }

    /** The second write of a row meets the first one's version. */
    @Test
    void sameRowTwice_secondConflicts() {
        List<Account> rows = insert(2);
        Account first = rows.get(0);

        BatchReport report =
                writer.updateAll(Stream.of(first.withOwner("once"), rows.get(1), first.withOwner("twice")));

        assertThat(report.conflicted()).isEqualTo(1);
        assertThat(stored().get(0)).isEqualTo(first.withOwner("once").withVersion(2));
    }

    @Test
    void cancelled_betweenChunks() {
        List<Account> rows = insert(9);

        BatchReport report = writer.withCancellation(() -> progress.size() == 2).updateAll(rows.iterator());

        assertThat(report.isCancelled()).isTrue();
        assertThat(report.written()).isEqualTo(6);
        assertThat(stored()).extracting(Account::version).containsExactly(2L, 2L, 2L, 2L, 2L, 2L, 1L, 1L, 1L);
    }

    @Test
    void interrupted_betweenChunks() {
        List<Account> rows = insert(6);

        BatchReport report =
                writer.withProgress(so -> Thread.currentThread().interrupt()).updateAll(rows.iterator());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(report.isCancelled()).isTrue();
        assertThat(report.written()).isEqualTo(3);
    }

    @Test
    void sourceFails_reportHoldsWhatIsCommitted() {
        List<Account> rows = insert(8);
        Iterator<Account> source = new Iterator<>() {
            private final Iterator<Account> real = rows.iterator();

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Account next() {
                return real.next(); // ends with NoSuchElementException
            }
        };

        BatchStoppedException e = catchThrowableOfType(BatchStoppedException.class, () -> writer.updateAll(source));

        assertThat(e)
                .hasMessage("accounts: the batch stopped after 6 rows: 6 written, 0 resolved, 0 unchanged,"
                        + " 0 conflicted, 0 missing. Nothing after them was written.");
        assertThat(e.rowsInDoubt()).isZero();
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(6);
    }

    @Test
    void constraintViolated_chunkIsRolledBack() {
        database.addCheck("accounts", "not_broke", "balance >= 0");
        List<Account> rows = insert(7);

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.updateAll(
                        rows.stream().map(row -> row.id() == rows.get(4).id() ? row.withBalance(-1) : row)));

        assertThat(e.getCause())
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("accounts " + rows.get(4).id() + ": update failed");
        assertThat(e.report().written()).isEqualTo(3);
        assertThat(stored()).extracting(Account::version).containsExactly(2L, 2L, 2L, 1L, 1L, 1L, 1L);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lostAtCommit_chunkIsInDoubt(boolean stands) {
        List<Account> rows = insert(7);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger commits = new AtomicInteger();
        faulty.inject((event, real) -> {
            boolean loses = event.equals("COMMIT") && commits.incrementAndGet() == 2;
            Object answer = loses && !stands ? null : real.call();
            if (loses) {
                throw new SQLException("injected", "08006");
            }
            return answer;
        });

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer(database.database(faulty.dataSource())).updateAll(rows.iterator()));

        assertThat(e.getCause()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(e.report().written()).isEqualTo(3);
        assertThat(e.rowsInDoubt()).isEqualTo(3);
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(stands ? 6 : 3);
    }

    /** The first attempt at the second chunk cannot be serialized: its rows are told once all the same. */
    @Test
    void retried_eachRowIsToldOnce() {
        List<Account> rows = insert(6);
        Account changed = accounts.update(rows.get(4).withOwner("theirs"));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger commits = new AtomicInteger();
        faulty.inject((event, real) -> {
            if (event.equals("COMMIT") && commits.incrementAndGet() == 2) {
                throw new SQLException("injected", "40001");
            }
            return real.call();
        });
        List<Event> told = new ArrayList<>();

        BatchReport report = writer(database.database(faulty.dataSource()).withListener(told::add))
                .updateAll(rows.iterator());

        assertThat(report.retried()).isEqualTo(1);
        assertThat(report).hasToString("6 rows: 5 written, 0 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(told).filteredOn(Event.Written.class::isInstance).hasSize(5);
        assertThat(told).filteredOn(Event.Conflicted.class::isInstance).hasSize(1);
        assertThat(told).filteredOn(Event.Retried.class::isInstance).hasSize(1);
        assertThat(refused).containsExactly(new Conflict<>(Account.TABLE, changed.id(), 1, rows.get(4), changed));
    }

    @Test
    void checkpoint_isPartOfTheChunk() {
        List<Account> rows = insert(7);
        List<Long> ends = new ArrayList<>();

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.withCheckpoint((transaction, chunk) -> {
                            transaction.rows(Account.TABLE).insert(Account.of("checkpoint " + chunk.end(), 0));
                            ends.add(chunk.end());
                            assertThat(chunk.counts().written()).isEqualTo(3);
                            assertThat(chunk.refused()).isEmpty();
                            if (chunk.end() > 3) {
                                throw new IllegalStateException("killed");
                            }
                        })
                        .updateAll(rows.iterator()));

        assertThat(e.getCause()).hasMessage("killed");
        assertThat(ends).containsExactly(3L, 6L);
        assertThat(stored()).extracting(Account::owner).contains("checkpoint 3").doesNotContain("checkpoint 6");
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(3);
    }

    /** Whatever the source holds, one chunk and one row more are all that is taken from it before they are committed. */
    @Test
    void memory_oneChunkAndOneRow() {
        List<Account> rows = insert(30);
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();

        BatchReport report = writer.withProgress(
                        so -> ahead.accumulateAndGet((int) (taken.get() - so.rows()), Math::max))
                .updateAll(rows.stream().peek(row -> taken.incrementAndGet()).iterator());

        assertThat(report.written()).isEqualTo(30);
        assertThat(ahead.get()).isLessThanOrEqualTo(1);
    }

    private record Measured(BigDecimal id, String name, long version) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Hashed(byte[] id, String name, long version) {}

    /** Ids that only Java tells apart are one row: its second write meets the first one's version. */
    @Test
    void sameIdInAnotherForm_secondConflicts() {
        database.drop("measured");
        database.execute(
                "CREATE TABLE measured (id numeric(9, 2) PRIMARY KEY, name varchar(9), version bigint NOT NULL)",
                "INSERT INTO measured VALUES (1.50, 'a', 1)");
        Measured once = new Measured(new BigDecimal("1.5"), "once", 1);
        Measured twice = new Measured(new BigDecimal("1.50"), "twice", 1);

        BatchReport report = BatchWriter.of(
                        database.database(),
                        Table.of(Measured.class, BigDecimal.class).named("measured"))
                .updateAll(Stream.of(once, twice));

        assertThat(report.chunks()).isEqualTo(2);
        assertThat(report).hasToString("2 rows: 1 written, 0 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(database.query("SELECT name FROM measured")).containsExactly("once");
    }

    @Test
    void sameBytesTwice_secondIsInAnotherChunk() {
        database.drop("hashed");
        database.execute("CREATE TABLE hashed (id {binary(9)} PRIMARY KEY, name varchar(9), version bigint NOT NULL)");
        List<Long> ends = new ArrayList<>();

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> BatchWriter.of(
                                database.database(),
                                Table.of(Hashed.class, byte[].class).named("hashed"))
                        .withCheckpoint((transaction, chunk) -> {
                            ends.add(chunk.end());
                            if (chunk.end() == 2) {
                                throw new IllegalStateException("seen");
                            }
                        })
                        .insertAll(Stream.of(
                                new Hashed(new byte[] {1}, "once", 0),
                                new Hashed(new byte[] {2}, "other", 0),
                                new Hashed(new byte[] {1}, "twice", 0))));

        assertThat(e.unreported()).hasSize(3);
        assertThat(ends).containsExactly(2L);
    }
}
