package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.LostCommits;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stops a batch: no row is lost, none is passed to the sink twice, and what is in doubt is said. */
public abstract class BatchWriterStopContract extends WriterContract {

    /** Of seven rows, all refused and in three chunks, the sink fails at one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6, 7})
    void sinkFails_eachRefusedRowIsPassedOnce(int failing) {
        List<Account> rows = insert(7);
        rows.forEach(accounts::touch);
        List<Outcome<Account>> passed = new ArrayList<>();
        Consumer<Outcome<Account>> sink = outcome -> {
            passed.add(outcome);
            if (passed.size() == failing) {
                throw new IllegalStateException("disk full");
            }
        };
        BatchWriter<Account, Long> failingOnce = writer.withRefused(sink);

        BatchStoppedException e =
                catchThrowableOfType(BatchStoppedException.class, () -> failingOnce.updateAll(rows.iterator()));

        int decided = Math.min(7, (failing + 2) / 3 * 3);
        assertThat(e.getCause()).hasMessage("disk full");
        assertThat(e.report().rows()).isEqualTo(decided);
        assertThat(e.untold()).isEqualTo(List.of(passed.get(failing - 1)));
        assertThat(e)
                .hasMessage("accounts: the batch stopped after " + decided
                        + " rows: 0 written, 0 resolved, 0 unchanged, "
                        + decided + " conflicted, 0 missing. 1 refused row was not taken by the sink: see untold()."
                        + " Nothing after them was written.");
        assertThat(failingOnce.updateAll(rows.subList(decided, 7).iterator()).conflicted())
                .isEqualTo(7 - decided);
        assertThat(passed)
                .extracting(outcome -> ((Conflict<Account>) outcome).id())
                .isEqualTo(rows.stream().map(Account::id).toList());
    }

    /** Rows that were written in the same chunk are not sent twice, and every refused row is in somebody's hands. */
    @Test
    void sinkFails_eachTime() {
        List<Account> rows = insert(5);
        accounts.touch(rows.get(0));
        accounts.touch(rows.get(2));

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.withRefused(outcome -> {
                            throw new IllegalStateException("disk full");
                        })
                        .updateAll(rows.iterator()));

        assertThat(e.report()).hasToString("3 rows: 1 written, 0 resolved, 0 unchanged, 2 conflicted, 0 missing");
        assertThat(e.untold())
                .extracting(outcome -> ((Conflict<?>) outcome).id())
                .containsExactly(rows.get(0).id(), rows.get(2).id());
        assertThat(e.getCause().getSuppressed()).hasSize(1);
        assertThat(progress).isEmpty();
        assertThat(writer.updateAll(rows.subList(3, 5).iterator()).written()).isEqualTo(2);
    }

    /** An error is not wrapped; what is known is beside it. */
    @Test
    void sinkFails_error() {
        List<Account> rows = insert(4);
        accounts.touch(rows.get(0));
        accounts.touch(rows.get(2));

        AssertionError e = catchThrowableOfType(AssertionError.class, () -> {
            BatchReport unused = writer.withRefused(outcome -> {
                        throw new AssertionError("mine");
                    })
                    .updateAll(rows.iterator());
        });

        assertThat(e).hasMessage("mine");
        assertThat(e.getSuppressed()).singleElement().isInstanceOfSatisfying(BatchStoppedException.class, stopped -> {
            assertThat(stopped.report().rows()).isEqualTo(3);
            assertThat(stopped.untold()).hasSize(2);
        });
    }

    @Test
    void progressFails_chunkIsReported() {
        List<Account> rows = insert(5);
        accounts.touch(rows.get(1));

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.withProgress(report -> {
                            throw new IllegalStateException("mine");
                        })
                        .updateAll(rows.iterator()));

        assertThat(e.report()).hasToString("3 rows: 2 written, 0 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(e.untold()).isEmpty();
        assertThat(refused).hasSize(1);
        assertThat(e.unreported()).isEmpty();
    }

    @Test
    void listenerFails_changesNothing() {
        List<Account> rows = insert(5);
        accounts.touch(rows.get(1));

        BatchReport report = writer(database.database().withListener(event -> {
                    throw new IllegalStateException("mine");
                }))
                .updateAll(rows.iterator());

        assertThat(report).hasToString("5 rows: 4 written, 0 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(refused).hasSize(1);
    }

    /** What an iterator gave and nobody wrote is handed back: it will not give it again. */
    @Test
    void unreported_sentWithTheRestOfTheIterator() {
        List<Account> rows = insert(8);
        List<Account> given = new ArrayList<>(rows);
        given.set(5, rows.get(4)); // the second chunk ends before it, and it is read by then
        Iterator<Account> source = given.iterator();
        BatchWriter<Account, Long> failing = writer.withCheckpoint((transaction, chunk) -> {
            if (chunk.before() == 3) {
                throw new IllegalStateException("killed");
            }
        });

        BatchStoppedException e = catchThrowableOfType(BatchStoppedException.class, () -> failing.updateAll(source));

        assertThat(e.report().rows()).isEqualTo(3);
        assertThat(e.unreported()).isEqualTo(List.of(rows.get(3), rows.get(4), rows.get(4)));
        List<Account> rest = new ArrayList<>(rows.subList(3, 5));
        source.forEachRemaining(rest::add);
        assertThat(writer.updateAll(rest.iterator()).written()).isEqualTo(4);
    }

    @Test
    void unreported_editsAsGiven() {
        List<Account> rows = insert(2);
        List<Edit<Account>> edits =
                rows.stream().map(row -> new Edit<>(row, row.withBalance(7))).toList();

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.withCheckpoint((transaction, chunk) -> {
                            throw new SQLException("mine", "23505");
                        })
                        .patchAll(edits.iterator()));

        assertThat(e.getCause()).isInstanceOf(SQLException.class);
        assertThat(e.unreported()).isEqualTo(edits);
        assertThat(stored()).extracting(Account::version).containsOnly(1L);
    }

    @Test
    void sourceFails_partOfAChunkIsHandedBack() {
        List<Account> rows = insert(5);

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer.updateAll(rows.stream().peek(row -> {
                    if (row.id() == rows.get(4).id()) {
                        throw new IllegalStateException("unreadable");
                    }
                })));

        assertThat(e.getCause()).hasMessage("unreadable");
        assertThat(e.report().rows()).isEqualTo(3);
        assertThat(e.unreported()).isEqualTo(List.of(rows.get(3)));
    }

    /** A checkpoint's own trouble rolls its chunk back, whatever the checkpoint calls it, and whatever failed before. */
    @Test
    void checkpointFailsWithAnUnknownOutcome_nothingIsInDoubt() {
        needs(Feature.CONCURRENT_WRITERS);
        List<Account> rows = insert(6);
        Database lost = database.database(LostCommits.of(database.dataSource(), true));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger commits = new AtomicInteger();
        faulty.inject((event, real) -> {
            if (event.equals("COMMIT") && commits.incrementAndGet() == 2) {
                throw new SQLException("injected", "40001");
            }
            return real.call();
        });

        BatchStoppedException e = catchThrowableOfType(
                BatchStoppedException.class,
                () -> writer(database.database(faulty.dataSource()))
                        .withCheckpoint((transaction, chunk) -> {
                            if (commits.get() == 2) {
                                lost.useTransaction(
                                        other -> other.rows(Account.TABLE).insert(Account.of("lost", 1)));
                            }
                        })
                        .updateAll(rows.iterator()));

        assertThat(e.getCause()).isInstanceOf(UnknownOutcomeException.class);
        assertThat(e.report().retried()).isEqualTo(1);
        assertThat(e.rowsInDoubt()).isZero();
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(3);
    }
}
