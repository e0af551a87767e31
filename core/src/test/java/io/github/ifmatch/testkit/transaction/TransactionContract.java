package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Transaction;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several writes in one transaction: ours, which ends with the work, and the caller's, which we never end. */
public abstract class TransactionContract extends AccountContract {

    private Account ann;
    private Account bob;

    @BeforeEach
    void insertTwo() {
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
    }

    @Test
    void inTransaction_commits() {
        needs(Feature.UNLOCKED_READS);
        Account anne = database.database().inTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            rows.delete(bob);
            Account written = rows.update(ann.withOwner("Anne"));
            assertThat(accounts.find(bob.id())).contains(bob);
            return written;
        });

        assertThat(stored()).containsExactly(anne);
    }

    @Test
    void inTransaction_workThrows() {
        IOException thrown = new IOException("the caller's");

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(ann.withOwner("Anne"));
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void inTransaction_conflictThrown() {
        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                    rows.update(bob.withOwner("Bobby"));
                    return rows.update(ann.withVersion(9));
                }))
                .isInstanceOf(ConflictException.class);
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void inTransaction_refusalsReturned() {
        Account bobby = database.database().inTransaction(transaction -> {
            VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
            assertThat(rows.tryUpdate(ann.withVersion(9))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(-1L, 1)).isInstanceOf(Missing.class);
            assertThat(rows.tryInsert(ann)).isInstanceOf(Conflict.class);
            return rows.update(bob.withOwner("Bobby"));
        });

        assertThat(stored()).containsExactly(ann, bobby);
    }

    @Test
    void inTransaction_failureSwallowed() {
        AtomicReference<Throwable> swallowed = new AtomicReference<>();

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                    rows.update(bob.withOwner("Bobby"));
                    try {
                        rows.update(ann.withOwner(null));
                    } catch (DatabaseException e) {
                        swallowed.set(e);
                    }
                    return "the exception is swallowed";
                }))
                .isSameAs(swallowed.get())
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id()
                        + ": update failed. Nothing was written by it; roll this transaction back.");
        assertThat(stored()).containsExactly(ann, bob);
    }

    /** pgjdbc finds out at the commit that the server rolled back. */
    @Test
    void inTransaction_ownStatementFailsAndIsSwallowed() {
        assumeFalse(database.has(Feature.SURVIVES_ERRORS));

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(bob.withOwner("Bobby"));
                    try (Statement statement = transaction.connection().createStatement()) {
                        assertThatThrownBy(() -> statement.execute("SELECT nonsense"))
                                .isInstanceOf(SQLException.class);
                    }
                    return "the exception is swallowed";
                }))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("the transaction was refused at commit. Nothing was written: it was rolled back.");
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void inTransaction_ownStatements() throws SQLException {
        database.database().inTransaction(transaction -> {
            transaction.rows(Account.TABLE).update(bob.withOwner("Bobby"));
            try (Statement statement = transaction.connection().createStatement()) {
                return statement.executeUpdate("DELETE FROM accounts WHERE id = " + ann.id());
            }
        });

        assertThat(stored()).containsExactly(bob.withOwner("Bobby").withVersion(2));
    }

    @Test
    void inTransaction_usedAfterItsEnd() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        VersionedRows<Account, Long> rows = database.database().inTransaction(transaction -> {
            kept.set(transaction);
            return transaction.rows(Account.TABLE);
        });

        String message = "the transaction has ended; use it only inside inTransaction(…)";
        assertThatThrownBy(() -> rows.tryUpdate(ann))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> rows.find(ann.id()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> kept.get().connection())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> kept.get().rows(Account.TABLE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(message);
    }

    /** Whatever the outcome: never committed, rolled back, closed, or put into another mode. */
    @Test
    void callers_onlyStatementsAreSent() throws SQLException {
        needs(Feature.UNLOCKED_READS);
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        try (Connection connection = watched.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            watched.drain();
            VersionedRows<Account, Long> rows = accounts.on(connection);

            Account anne = rows.update(ann.withOwner("Anne"));
            assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
            assertThat(rows.tryUpdate(ann.withVersion(9))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(-1L, 1)).isInstanceOf(Missing.class);
            assertThat(rows.find(ann.id())).contains(anne);
            assertThat(rows.tryInsert(new Account(77, "Cid", BigDecimal.ONE, 0)))
                    .isInstanceOf(Applied.class);
            assertThat(watched.drain()).noneMatch(event -> event.matches("COMMIT|ROLLBACK|CLOSE|AUTOCOMMIT .*"));

            assertThatThrownBy(() -> rows.tryUpdate(anne.withOwner(null))).isInstanceOf(DatabaseException.class);
            assertThat(watched.drain()).hasSize(1);
            assertThat(stored()).containsExactly(ann, bob);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void callers_goesOnAfterInsertOfExistingId() throws SQLException {
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        try (Connection connection = watched.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);
            Account anne = rows.update(ann.withOwner("Anne"));
            watched.drain();

            assertThat(rows.tryInsert(new Account(ann.id(), "Cid", BigDecimal.ONE, 0)))
                    .isInstanceOfSatisfying(Conflict.class, conflict -> {
                        assertThat(conflict.expectedVersion()).isZero();
                        assertThat(conflict.current()).isEqualTo(anne);
                    });
            boolean goesOn = returnsInserted() || database.fittedDialect().survivesErrors();
            assertThat(watched.drain().contains("SAVEPOINT")).isEqualTo(!goesOn);

            Account bobby = rows.update(bob.withOwner("Bobby"));
            connection.commit();
            assertThat(stored()).containsExactly(anne, bobby);
        }
    }

    @Test
    void callers_inAutocommit() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);

            Account anne = rows.update(ann.withOwner("Anne"));
            assertThat(stored()).containsExactly(anne, bob);
            assertThat(rows.tryInsert(ann)).isInstanceOf(Conflict.class);
            assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
            assertThatThrownBy(() -> rows.tryUpdate(anne.withOwner(null)))
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update failed. Nothing was written.");
            rows.delete(bob);

            assertThat(stored()).containsExactly(anne);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    /** A statement of the caller's failed before: the batch is refused at its savepoint, once. */
    @Test
    void updateAll_transactionFailedBefore() {
        assumeFalse(database.has(Feature.SURVIVES_ERRORS));
        Account ann = accounts.insert(Account.of("Ann", 10));

        var known = database.database();
        assertThat(known.repository(Account.TABLE).get(ann.id())).isEqualTo(ann); // the catalogue was read
        assertThatThrownBy(() -> known.useTransaction(transaction -> {
                    try (Statement statement = transaction.connection().createStatement()) {
                        assertThatThrownBy(() -> statement.execute("SELECT nonsense"))
                                .isInstanceOf(SQLException.class);
                    }
                    transaction.rows(Account.TABLE).updateAll(List.of(ann.withOwner("Anne")));
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("a statement before it failed")
                .hasMessageContaining("roll this transaction back");
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }
}
