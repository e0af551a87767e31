package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** REPEATABLE READ and SERIALIZABLE: in our transaction a race is decided, in the caller's the transaction is dead. */
public abstract class IsolationContract extends AccountContract {

    private static final String DEAD = " cannot be ordered with the other transactions. This transaction"
            + " is dead and nothing of it was written: roll it back and run all of it again.";

    private VersionedRepository<Account, Long> isolated(Isolation isolation, boolean byPool) {
        String level = "TRANSACTION_" + isolation.name();
        return byPool
                ? accounts(pool(config -> config.setTransactionIsolation(level)))
                : database.repository(of -> of.withIsolation(isolation), Account.TABLE);
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE_READ, true", "REPEATABLE_READ, false", "SERIALIZABLE, true", "SERIALIZABLE, false"})
    void ours_raced(Isolation isolation, boolean byPool) throws Exception {
        needs(isolation);
        needs(Feature.WAITS_KNOWN, Feature.CONCURRENT_WRITERS, Feature.SNAPSHOTS_WAIT);
        VersionedRepository<Account, Long> isolated = isolated(isolation, byPool);
        Account ann = isolated.insert(Account.of("Ann", 10));
        Account bob = isolated.insert(Account.of("Bob", 10));
        Account cid = isolated.insert(Account.of("Cid", 10));

        try (Connection winner = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(winner);
            Account anne = rows.update(ann.withOwner("Anne"));
            Future<Outcome<Account>> loser = start(() -> isolated.tryUpdate(ann.withBalance(20)));
            database.awaitWaiting(1);
            winner.commit();
            assertThat(result(loser)).isEqualTo(new Conflict<>(Account.TABLE, ann.id(), 1, ann.withBalance(20), anne));

            rows.update(bob.withOwner("Bobby"));
            Future<Outcome<Account>> luckier = start(() -> isolated.tryUpdate(bob.withOwner("Rob")));
            database.awaitWaiting(1);
            winner.rollback();
            assertThat(result(luckier))
                    .isEqualTo(new Applied<>(bob.withOwner("Rob").withVersion(2)));

            rows.delete(cid);
            Future<Outcome<Account>> late = start(() -> isolated.tryUpdate(cid.withOwner("El")));
            database.awaitWaiting(1);
            winner.commit();
            assertThat(result(late)).isEqualTo(new Missing<>(Account.TABLE, cid.id()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "UPDATE", "DELETE"})
    void ours_serializationFailsTwice(String verb) {
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        int[] failures = {2};
        faulty.inject((event, real) -> {
            if (event.contains(verb + " ") && failures[0]-- > 0) {
                throw new SQLException("injected", "40001");
            }
            return real.call();
        });
        VersionedRepository<Account, Long> rows = accounts(faulty.dataSource());

        Outcome<Account> outcome = switch (verb) {
            case "INSERT" -> rows.tryInsert(new Account(99, "Bob", ann.balance(), 0));
            case "UPDATE" -> rows.tryUpdate(ann.withOwner("Anne"));
            default -> rows.tryDelete(ann);
        };

        assertThat(outcome).isInstanceOf(Applied.class);
        assertThat(faulty.drain())
                .filteredOn(event -> event.contains(verb + " "))
                .hasSize(3);
    }

    @Test
    void ours_serializationAlwaysFails() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(event -> event.contains("UPDATE accounts"), "40001"));

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdate(ann.withOwner("Anne")))
                .isInstanceOf(SerializationException.class)
                .hasMessage("accounts " + ann.id() + ": update could not be ordered with the other transactions"
                        + " (SQLSTATE 40001), 5 attempts in all. Nothing was written.");

        assertThat(faulty.drain())
                .filteredOn(event -> event.contains("UPDATE accounts"))
                .hasSize(5);
        assertThat(stored()).containsExactly(ann);
    }

    /** There is no transaction of the caller's to roll back. */
    @Test
    void ours_readNeverOrdered() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> rows = accounts(faulty.dataSource());
        assertThat(rows.get(ann.id())).isEqualTo(ann);
        faulty.inject(FaultyDataSource.failing(event -> event.startsWith("SELECT"), "40001"));

        assertThatThrownBy(() -> rows.find(ann.id()))
                .isInstanceOf(SerializationException.class)
                .hasMessage("accounts: reading could not be ordered with the other transactions (SQLSTATE 40001), 5"
                        + " attempts in all. Nothing was written.");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5})
    void ours_serializationFailsAtCommit(int times) {
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        int[] failures = {times};
        boolean[] isWritten = {false};
        faulty.inject((event, real) -> {
            if (event.equals("COMMIT") && isWritten[0]) { // what was only read is committed, too
                isWritten[0] = false;
                if (failures[0]-- > 0) {
                    throw new SQLException("injected", "40001");
                }
            }
            isWritten[0] |= event.contains("UPDATE accounts");
            return real.call();
        });
        VersionedRepository<Account, Long> rows = accounts(faulty.dataSource());

        if (times < 5) {
            assertThat(rows.tryUpdate(ann.withOwner("Anne"))).isInstanceOf(Applied.class);
        } else {
            assertThatThrownBy(() -> rows.tryUpdate(ann.withOwner("Anne")))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("accounts " + ann.id() + ": update could not be ordered with the other transactions"
                            + " (SQLSTATE 40001), 5 attempts in all. Nothing was written.");
        }
        assertThat(faulty.drain())
                .filteredOn(event -> event.contains("UPDATE accounts"))
                .hasSize(Math.min(times + 1, 5));
        assertThat(stored()).containsExactly(times < 5 ? ann.withOwner("Anne").withVersion(2) : ann);
    }

    /** At the commit it turns out that the row has changed: a conflict after all. */
    @Test
    void ours_changedWhenCommitFails() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        int[] rollbacks = {0};
        faulty.inject((event, real) -> {
            if (event.equals("COMMIT")) {
                throw new SQLException("injected", "40001");
            }
            Object result = real.call();
            if (event.equals("ROLLBACK") && rollbacks[0]++ == 0) {
                accounts.update(ann.withOwner("Anne"));
            }
            return result;
        });

        assertThat(accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)))
                .isEqualTo(new Conflict<>(
                        Account.TABLE,
                        ann.id(),
                        1,
                        ann.withBalance(20),
                        ann.withOwner("Anne").withVersion(2)));
    }

    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void callers_changedSinceSnapshot(Isolation isolation) throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));

        try (Connection connection = begin(isolation)) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.get(ann.id())).isEqualTo(ann);
            Account anne = accounts.update(ann.withOwner("Anne"));

            assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                    .isInstanceOf(SerializationException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update" + DEAD);

            connection.rollback();
            assertThat(rows.get(ann.id())).isEqualTo(anne);
            connection.rollback();
        }
    }

    /** The caller holds a newer row than its transaction can see: what it sees must not be shown as current. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void callers_snapshotOlderThanExpectedVersion(Isolation isolation) throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));

        try (Connection connection = begin(isolation)) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.get(ann.id())).isEqualTo(ann);
            Account newer = accounts.touch(accounts.touch(ann));

            assertThatThrownBy(() -> rows.tryUpdate(newer.withBalance(20)))
                    .isInstanceOf(SerializationException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update" + DEAD);

            connection.rollback();
            assertThat(stored()).containsExactly(newer);
        }
    }

    /** H2 rolls everything back at a serialization failure and goes on in a new transaction: it must not be committed. */
    @ParameterizedTest
    @EnumSource(
            value = Isolation.class,
            names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void inTransaction_serializationFailureSwallowed(Isolation isolation) {
        needsSnapshots(isolation);
        needs(Feature.CONCURRENT_WRITERS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 10));
        Account cid = accounts.insert(Account.of("Cid", 10));

        assertThatThrownBy(() -> database.database().withIsolation(isolation).inTransaction(transaction -> {
                    VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                    assertThat(rows.get(bob.id())).isEqualTo(bob); // H2's delta tables take no snapshot
                    rows.update(bob.withOwner("Bobby"));
                    accounts.update(ann.withOwner("Anne"));
                    Throwable dead = catchThrowable(() -> rows.tryUpdate(ann.withBalance(20)));
                    assertThat(dead).isInstanceOf(SerializationException.class);
                    assertThatThrownBy(() -> rows.update(cid.withOwner("El"))).isSameAs(dead);
                    return "the exceptions are swallowed";
                }))
                .isInstanceOf(SerializationException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id() + ": update" + DEAD);
        assertThat(stored()).containsExactly(ann.withOwner("Anne").withVersion(2), bob, cid);
    }

    /** Write skew: each reads the other's row and writes its own; only one can have been first. */
    @Test
    void inTransaction_serializationFailsAtCommit() {
        needs(Feature.DETECTS_WRITE_SKEW);
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 10));
        var serializable = database.database().withIsolation(Isolation.SERIALIZABLE);

        assertThatThrownBy(() -> serializable.inTransaction(one -> {
                    Account bobs = one.rows(Account.TABLE).get(bob.id());
                    one.rows(Account.TABLE)
                            .update(ann.withBalance(bobs.balance().intValue() + 1));
                    return result(start(() -> serializable.inTransaction(other -> {
                        Account anns = other.rows(Account.TABLE).get(ann.id());
                        return other.rows(Account.TABLE)
                                .update(bob.withBalance(anns.balance().intValue() + 2));
                    })));
                }))
                .isInstanceOf(SerializationException.class)
                .extracting(Contract::said)
                .isEqualTo("the transaction could not be ordered with the other transactions. Nothing was written: run"
                        + " all of it again.");
        assertThat(stored())
                .containsExactly(ann, bob.withBalance(12).withVersion(2).scaled());
    }

    @Test
    void callers_afterSerializationFailure() throws SQLException {
        assumeFalse(database.has(Feature.SURVIVES_ERRORS));
        Account ann = accounts.insert(Account.of("Ann", 10));

        try (Connection connection = begin(Isolation.REPEATABLE_READ)) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThat(rows.get(ann.id())).isEqualTo(ann);
            accounts.touch(ann);
            assertThatThrownBy(() -> rows.tryUpdate(ann)).isInstanceOf(SerializationException.class);

            assertThatThrownBy(() -> rows.tryUpdate(ann))
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update failed: a statement before it"
                            + " failed, and the database refuses all that follows in the transaction. Nothing was written by"
                            + " it; roll this transaction back.");
            connection.rollback();
        }
    }
}
