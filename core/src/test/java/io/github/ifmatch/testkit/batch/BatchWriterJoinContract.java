package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Event;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchStoppedException;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.ThreadTransactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A batch writer commits each chunk: it joins nobody's transaction, and nothing is committed inside its own. */
public abstract class BatchWriterJoinContract extends WriterContract {

    private static final String REFUSES_TO_JOIN =
            "a BatchWriter commits each chunk, and the thread is in a transaction that"
                    + " it must not commit: use database.inTransaction(tx -> tx.rows(TABLE).tryUpdateAll(…)) for one transaction,"
                    + " or give the writer a Database.of(dataSource) of its own. Nothing was sent.";

    private Database joining(ThreadTransactions transactions) {
        return Database.of(transactions).withDialect(database.dialect());
    }

    /** Each chunk is committed: that is not the writer's to do in somebody's transaction. */
    @Test
    void joined_refusedBeforeAnythingIsRead() throws Exception {
        List<Account> rows = insert(4);
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        ThreadTransactions transactions = new ThreadTransactions(watched.dataSource());
        BatchWriter<Account, Long> joined = writer(joining(transactions));
        AtomicInteger taken = new AtomicInteger();

        transactions.bind(false, connection -> {
            watched.drain();
            assertThatThrownBy(() -> joined.updateAll(rows.stream().peek(row -> taken.incrementAndGet())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(REFUSES_TO_JOIN);
            assertThatThrownBy(() -> joining(transactions).useTransaction(transaction -> {
                        BatchReport unused = joined.insertAll(Stream.of(Account.of("Bob", 1)));
                    }))
                    .hasMessage(REFUSES_TO_JOIN);
            assertThat(watched.drain()).isEmpty();
            assertThat(transactions.drain()).contains("RELEASE");
        });

        assertThat(taken).hasValue(0);
        assertThat(stored()).isEqualTo(rows.stream().map(Account::scaled).toList());
    }

    /** A bound connection that is in autocommit is in nobody's transaction. */
    @Test
    void joined_inAutocommit() throws Exception {
        List<Account> rows = insert(4);
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());

        transactions.bind(
                true,
                connection -> assertThat(writer(joining(transactions))
                                .updateAll(rows.iterator())
                                .written())
                        .isEqualTo(4));

        assertThat(stored()).extracting(Account::version).containsOnly(2L);
    }

    @Test
    void joined_betweenTwoChunks() throws Exception {
        List<Account> rows = insert(8);
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());
        List<BatchStoppedException> stopped = new ArrayList<>();

        transactions.bind(true, connection -> {
            stopped.add(catchThrowableOfType(
                    BatchStoppedException.class,
                    () -> writer(joining(transactions))
                            .withProgress(report -> setAutocommit(connection, report.chunks() < 2))
                            .updateAll(rows.iterator())));
            connection.rollback();
            connection.setAutoCommit(true);
        });

        BatchStoppedException e = stopped.get(0);
        assertThat(e).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(e.getCause()).hasMessage(REFUSES_TO_JOIN);
        assertThat(e.report().written()).isEqualTo(6);
        assertThat(e.rowsInDoubt()).isZero();
        assertThat(e.unreported()).isEqualTo(rows.subList(6, 8));
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(6);
    }

    private static void setAutocommit(Connection connection, boolean autocommit) {
        try {
            connection.setAutoCommit(autocommit);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a checkpoint writes in a transaction of its own would be the chunk's, were it the same connection. */
    @Test
    void checkpoint_beginsAnother() throws Exception {
        List<Account> rows = insert(4);
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());
        Database joining = joining(transactions);
        List<BatchWriter.Checkpoint<Account>> checkpoints = List.of(
                (transaction, chunk) -> joining.useTransaction(
                        inner -> inner.rows(Account.TABLE).insert(Account.of("inner", 1))),
                (transaction, chunk) -> {
                    BatchReport unused = writer(joining).insertAll(Stream.of(Account.of("inner", 1)));
                });
        List<String> causes = new ArrayList<>();

        for (BatchWriter.Checkpoint<Account> checkpoint : checkpoints) {
            transactions.bind(true, connection -> {
                BatchStoppedException e = catchThrowableOfType(
                        BatchStoppedException.class,
                        () -> writer(joining).withCheckpoint(checkpoint).updateAll(rows.iterator()));
                assertThat(e.report().rows()).isZero();
                causes.add(e.getCause().getMessage());
            });
        }

        assertThat(causes)
                .containsExactly(
                        "the thread is in the transaction of a BatchWriter's chunk, and no other can be committed inside"
                                + " it: write with the transaction that the checkpoint is given",
                        REFUSES_TO_JOIN);
        assertThat(stored()).hasSize(4).extracting(Account::version).containsOnly(1L);
    }

    /** On a connection of its own it is another transaction; and what the sink and the progress write is, too. */
    @Test
    void checkpoint_writesElsewhere() {
        needs(Feature.CONCURRENT_WRITERS);
        List<Account> rows = insert(3);
        accounts.touch(rows.get(2));
        Database plain = Database.of(database.dataSource()).withDialect(database.dialect());

        BatchReport report = writer(plain)
                .withCheckpoint((transaction, chunk) -> {
                    BatchReport unused = writer(plain).insertAll(Stream.of(Account.of("checkpoint", 1)));
                })
                .withRefused(outcome -> {
                    BatchReport unused =
                            BatchWriter.of(plain, Account.TABLE).insertAll(Stream.of(Account.of("sink", 1)));
                })
                .updateAll(rows.iterator());

        assertThat(report).hasToString("3 rows: 2 written, 0 resolved, 0 unchanged, 1 conflicted, 0 missing");
        assertThat(stored()).extracting(Account::owner).contains("checkpoint", "sink");
    }

    /** Rows that join the chunk's transaction share its end: what of them failed cannot be committed with it. */
    @Test
    void checkpoint_failureSwallowed() throws Exception {
        List<Account> rows = insert(4);
        ThreadTransactions transactions = new ThreadTransactions(database.dataSource());
        Database joining = joining(transactions);
        List<Event> told = new ArrayList<>();
        VersionedRepository<Account, Long> joined =
                joining.withListener(told::add).repository(Account.TABLE);

        transactions.bind(true, connection -> {
            BatchStoppedException e = catchThrowableOfType(
                    BatchStoppedException.class,
                    () -> writer(joining)
                            .withCheckpoint((transaction, chunk) -> {
                                Account unused = joined.insert(Account.of("checkpoint " + chunk.end(), 1));
                                if (chunk.end() > 3) {
                                    assertThatThrownBy(() -> joined.insert(Account.of(null, 1)))
                                            .isInstanceOf(DatabaseException.class);
                                }
                            })
                            .updateAll(rows.iterator()));
            assertThat(e).hasCauseInstanceOf(DatabaseException.class);
            assertThat(e.report().written()).isEqualTo(3);
        });

        assertThat(stored()).extracting(Account::owner).contains("checkpoint 3").doesNotContain("checkpoint 4");
        assertThat(told).singleElement().isInstanceOf(Event.Written.class);
    }
}
