package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.testkit.tool.ThreadTransactions;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A repository whose database knows the transaction that the thread is in joins it, and never ends it. */
public abstract class JoinContract extends AccountContract {

    private static final String ENDS = "COMMIT|ROLLBACK|CLOSE|AUTOCOMMIT .*";

    private FaultyDataSource watched;
    private ThreadTransactions transactions;
    private Database joining;
    private VersionedRepository<Account, Long> rows;
    private Account ann;
    private Account bob;

    @BeforeEach
    void insertTwo() {
        watched = FaultyDataSource.of(database.dataSource());
        transactions = new ThreadTransactions(watched.dataSource());
        joining = Database.of(transactions).withDialect(database.dialect());
        rows = joining.repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
    }

    @Test
    void joined_endsWithTheTransaction() throws Exception {
        needs(Feature.UNLOCKED_READS);
        transactions.bind(false, connection -> {
            watched.drain();
            Account anne = rows.update(ann.withOwner("Anne"));
            Account cid = rows.insert(Account.of("Cid", 10));
            rows.delete(bob);

            assertThat(rows.get(ann.id())).isEqualTo(anne);
            assertThat(watched.drain()).isNotEmpty().noneMatch(event -> event.matches(ENDS));
            assertThat(stored()).containsExactly(ann, bob);
            assertThat(transactions.drain()).containsOnly("RELEASE");
            connection.commit();
            assertThat(stored()).containsExactly(anne, cid);
        });
    }

    @Test
    void joined_rolledBackWithTheTransaction() throws Exception {
        transactions.bind(false, connection -> rows.update(ann.withOwner("Anne")));

        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void joined_goesOnAfterConflict() throws Exception {
        Account theirs = accounts.update(ann.withOwner("Theirs"));

        transactions.bind(false, connection -> {
            watched.drain();
            Account bobby = rows.update(bob.withOwner("Bobby"));

            assertThat(rows.tryUpdate(ann)).isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, ann, theirs));
            assertThat(rows.tryDelete(-1L, 1)).isInstanceOf(Missing.class);
            assertThatThrownBy(() -> rows.update(ann)).isInstanceOf(ConflictException.class);

            assertThat(watched.drain()).noneMatch(event -> event.matches(ENDS));
            assertThat(transactions.drain()).containsOnly("RELEASE");
            connection.commit();
            assertThat(stored()).containsExactly(theirs, bobby);
        });
    }

    @Test
    void joined_failure_forbidsTheCommit() throws Exception {
        transactions.bind(false, connection -> {
            assertThatThrownBy(() -> rows.update(ann.withOwner(null)))
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id()
                            + ": update failed. Nothing was written by it; roll this transaction back.");

            assertThat(transactions.drain()).containsExactly("ROLLBACK ONLY", "RELEASE");
        });
    }

    @Test
    void unbound_inItsOwnTransaction() throws SQLException {
        watched.drain();

        Account anne = rows.update(ann.withOwner("Anne"));

        assertThat(stored()).containsExactly(anne, bob);
        assertThat(watched.drain()).endsWith("CLOSE");
        assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
        Account read = joining.inTransaction(tx -> tx.rows(Account.TABLE).get(ann.id()));
        assertThat(read).isEqualTo(anne);
        assertThat(transactions.drain()).isEmpty();
    }

    @Test
    void boundInAutocommit_eachInItsOwnTransaction() throws Exception {
        transactions.bind(true, connection -> {
            watched.drain();
            Account anne = rows.update(ann.withOwner("Anne"));

            assertThat(stored()).containsExactly(anne, bob);
            assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> rows.update(anne.withOwner(null)))
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update failed. Nothing was written.");
            Account bobby = joining.inTransaction(tx -> tx.rows(Account.TABLE).update(bob.withOwner("Bobby")));
            assertThat(stored()).containsExactly(anne, bobby);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isClosed()).isFalse();
            assertThat(watched.drain()).doesNotContain("CLOSE");
            assertThat(transactions.drain()).containsOnly("RELEASE");
        });
    }

    @Test
    void inTransaction_joins() throws Exception {
        needs(Feature.UNLOCKED_READS);
        transactions.bind(false, connection -> {
            watched.drain();
            Account anne = joining.inTransaction(tx -> tx.rows(Account.TABLE).update(ann.withOwner("Anne")));

            assertThat(watched.drain()).noneMatch(event -> event.matches(ENDS));
            assertThat(transactions.drain()).containsExactly("RELEASE");
            assertThat(stored()).containsExactly(ann, bob);
            connection.commit();
            assertThat(stored()).containsExactly(anne, bob);
        });
    }

    @Test
    void inTransaction_joined_workThrows() throws Exception {
        IOException thrown = new IOException("the caller's");

        transactions.bind(false, connection -> {
            assertThatThrownBy(() -> joining.inTransaction(tx -> {
                        tx.rows(Account.TABLE).update(ann.withOwner("Anne"));
                        throw thrown;
                    }))
                    .isSameAs(thrown);

            assertThat(transactions.drain()).containsExactly("ROLLBACK ONLY", "RELEASE");
        });
    }

    @Test
    void inTransaction_joined_failureSwallowed() throws Exception {
        transactions.bind(false, connection -> {
            assertThatThrownBy(() -> joining.inTransaction(tx -> {
                        VersionedRows<Account, Long> inside = tx.rows(Account.TABLE);
                        assertThatThrownBy(() -> inside.update(ann.withOwner(null)))
                                .isInstanceOf(DatabaseException.class);
                        return "the exception is swallowed";
                    }))
                    .isInstanceOf(DatabaseException.class);

            assertThat(transactions.drain()).containsExactly("ROLLBACK ONLY", "RELEASE");
        });
    }

    /** The rows that the work has read may be of a snapshot that is out of date, and what it wrote cannot be taken back. */
    @Test
    void inTransaction_joined_isNotRunAgain() throws Exception {
        AtomicInteger runs = new AtomicInteger();

        transactions.bind(false, connection -> {
            assertThatThrownBy(() -> joining.inTransaction(Retry.upTo(5), tx -> {
                        runs.incrementAndGet();
                        return tx.rows(Account.TABLE).update(ann.withVersion(9));
                    }))
                    .isInstanceOf(ConflictException.class);

            assertThat(runs).hasValue(1);
            assertThat(transactions.drain()).containsExactly("ROLLBACK ONLY", "RELEASE");
        });
    }

    @Test
    void modify_joined_readsAgainAfterConflict() throws Exception {
        needs(Feature.READ_COMMITTED);
        AtomicInteger runs = new AtomicInteger();

        transactions.bind(false, connection -> {
            Account modified = rows.modify(ann.id(), row -> {
                if (runs.incrementAndGet() == 1) {
                    accounts.update(row.withOwner("Theirs"));
                }
                return row.withBalance(30);
            });

            assertThat(runs).hasValue(2);
            assertThat(modified.scaled())
                    .isEqualTo(ann.withOwner("Theirs").withBalance(30).scaled().withVersion(3));
            assertThat(transactions.drain()).doesNotContain("ROLLBACK ONLY");
        });
    }

    /** H2 would go on in a new transaction, in which the earlier writes are missing. */
    @Test
    void modify_joined_notAgainAfterSerializationFailure() throws Exception {
        needsSnapshots(Isolation.REPEATABLE_READ);
        AtomicInteger runs = new AtomicInteger();

        transactions.bind(false, connection -> {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try {
                assertThatThrownBy(() -> rows.modify(ann.id(), row -> {
                            runs.incrementAndGet();
                            accounts.update(row.withOwner("Theirs"));
                            return row.withBalance(30);
                        }))
                        .isInstanceOf(SerializationException.class);

                assertThat(runs).hasValue(1);
                assertThat(transactions.drain()).contains("ROLLBACK ONLY");
            } finally {
                connection.rollback();
                connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            }
        });
    }

    @Test
    void releaseFails_outcomeStands() {
        Database failing = Database.of(() -> {
                    Connection connection = database.dataSource().getConnection();
                    return ConnectionSource.Lease.own(connection, () -> {
                        connection.close();
                        throw new IllegalStateException("the framework's");
                    });
                })
                .withDialect(database.dialect());

        assertThat(failing.repository(Account.TABLE).tryUpdate(ann.withOwner("Anne")))
                .isEqualTo(new Applied<>(ann.withOwner("Anne").withVersion(2)));
    }

    @Test
    void own_inItsIsolation() {
        needs(Isolation.SERIALIZABLE);
        VersionedRepository<Account, Long> strict =
                joining.withIsolation(Isolation.SERIALIZABLE).repository(Account.TABLE);

        assertThat(strict.update(ann.withOwner("Anne")).version()).isEqualTo(2);
        assertThat(stored().get(0).owner()).isEqualTo("Anne");
    }

    /** Each thread has its own transaction, and exactly one of them wins. */
    @Test
    void joined_concurrently() throws Exception {
        needs(Feature.READ_COMMITTED);
        int threads = 8;
        CyclicBarrier allHaveRead = new CyclicBarrier(threads);

        long winners = Crowd.of(threads, thread -> {
                    boolean[] won = {false};
                    transactions.bind(false, connection -> {
                        Account read = rows.get(ann.id());
                        Crowd.meet(allHaveRead);
                        won[0] = rows.tryUpdate(read.withBalance(thread)).isApplied();
                        connection.commit();
                    });
                    return won[0];
                })
                .stream()
                .filter(won -> won)
                .count();

        assertThat(winners).isEqualTo(1);
        assertThat(stored().get(0).version()).isEqualTo(2);
    }

    /** A row that cannot be made of what a trigger stores. */
    private record Lower(long id, String owner, BigDecimal balance, long version) {
        private Lower {
            if (owner.equals("BAD")) {
                throw new AssertionError("mine");
            }
        }
    }

    /** The row's constructor throws when the stored row is read: the write is there, and must not be committed as if it were not. */
    @Test
    void inTransaction_errorOfTheRowSwallowed() {
        meddle(Meddling.EDITS_OWNER, "accounts");
        Table<Lower, Long> lower = Table.of(Lower.class, Long.class).named("accounts");
        Lower bad = new Lower(0, "bad", BigDecimal.ONE, 0);
        List<Database.VoidWork<RuntimeException>> works = List.of(
                transaction -> assertThatThrownBy(() -> transaction.rows(lower).insert(bad)),
                transaction -> assertThatThrownBy(() -> transaction.rows(lower).insertAll(List.of(bad, bad))));

        for (Database.VoidWork<RuntimeException> work : works) {
            try {
                database.database().useTransaction(work);
            } catch (VersionedException e) {
                assertThat(e).hasRootCauseMessage("mine");
            }
        }

        assertThat(stored()).containsExactly(ann, bob);
    }
}
