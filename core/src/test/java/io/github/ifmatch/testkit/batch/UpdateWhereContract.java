package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An update by condition; where it fails, it is told as the write that it is, with the state that it left. */
public abstract class UpdateWhereContract extends AccountContract {

    private static final String NOT_ORDERED =
            "accounts: updateWhere could not be ordered with the other transactions (SQLSTATE 40001)";

    private Account ann;
    private Account bob;

    @BeforeEach
    void insertTwo() {
        ann = accounts.insert(Account.of("Ann", 10));
        bob = accounts.insert(Account.of("Bob", 10));
    }

    private static long send(VersionedBatches<Account, Long> rows) {
        return rows.updateWhere(Map.of("balance", Account.money("-1")), "balance = ?", Account.money("10"));
    }

    private static boolean isUpdate(String event) {
        return event.contains("UPDATE accounts");
    }

    private static FaultyDataSource.Fault losing(String event, boolean carriedOut) {
        return carriedOut
                ? FaultyDataSource.failingAfter(sent -> sent.contains(event), "08006")
                : FaultyDataSource.failing(sent -> sent.contains(event), "08006");
    }

    private void assertUntouched() {
        assertThat(stored()).containsExactly(ann, bob);
    }

    private void assertWritten() {
        assertThat(stored())
                .containsExactly(
                        ann.withBalance(-1).withVersion(2).scaled(),
                        bob.withBalance(-1).withVersion(2).scaled());
    }

    private void assertUnknown(FaultyDataSource faulty, boolean stands, Resolution resolution) {
        UnknownOutcomeException e =
                catchThrowableOfType(UnknownOutcomeException.class, () -> send(accounts(faulty.dataSource())));

        assertThat(e)
                .hasMessage("accounts: updateWhere lost its connection while it was being committed (SQLSTATE 08006)."
                        + " It may stand or not: ask resolve(); if that is unknown, look before you send it again, it"
                        + " could be made twice.");
        assertThat(e.resolve()).isEqualTo(resolution);
        if (stands) {
            assertWritten();
        } else {
            assertUntouched();
        }
    }

    @Test
    void updateWhere_advancesEveryVersion() {
        Account cat = accounts.insert(Account.of("Cat", 30));
        accounts.insert(Account.of("Dan", 0));

        long written = accounts.updateWhere(
                Map.of("owner", "rich"), "balance >= ? OR owner = ?", Account.money("30"), ann.owner());

        assertThat(written).isEqualTo(2);
        assertThat(stored()).extracting(Account::version).containsExactly(2L, 1L, 2L, 1L);
        assertThat(accounts.tryUpdate(cat)).isInstanceOf(Conflict.class);
        assertThat(accounts.updateWhere(Map.of("owner", "none"), "id < 0")).isZero();
    }

    @Test
    void updateWhere_badInput() {
        assertThatThrownBy(() -> accounts.updateWhere(Map.of(), "id = 1"))
                .hasMessage("changes must name at least one component");
        assertThatThrownBy(() -> accounts.updateWhere(Map.of("version", 7L), "id = 1"))
                .hasMessage("values must name versioned components (owner, balance): version");
        assertThatThrownBy(() -> accounts.updateWhere(Map.of("owner", "x"), " "))
                .hasMessage("condition must say which rows: blank");
        assertThatThrownBy(() -> accounts.updateWhere(Map.of("owner", "x"), "id = ?", new Object()))
                .hasMessage("arguments[0] must be of a class that a column can have: java.lang.Object");
    }

    /** The SQLSTATE as a message says it: SQLite's driver gives none. */
    private static String stated(Exception e) {
        return state(e) == null ? "" : " (SQLSTATE " + state(e) + ")";
    }

    @Test
    void updateWhere_constraintViolated() throws SQLException {
        database.addCheck("accounts", "not_broke", "balance >= 0");

        assertThatThrownBy(() -> send(accounts))
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e)
                                .hasMessage("accounts: updateWhere failed" + stated(e) + ". Nothing was written."));
        try (Connection connection = begin()) {
            assertThatThrownBy(() -> send(accounts.on(connection)))
                    .isInstanceOfSatisfying(
                            DatabaseException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts: updateWhere failed" + stated(e)
                                            + ". Nothing was written by it; roll this transaction back."));
            connection.rollback();
        }
        assertUntouched();
    }

    @Test
    void updateWhere_driverDoesNotCount() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.miscount(UpdateWhereContract::isUpdate, -2);

        assertThatThrownBy(() -> send(accounts(faulty.dataSource())))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "accounts: the driver does not say how many rows updateWhere changed. It was carried out: roll"
                                + " its transaction back; if it had none, it stands.");
        assertWritten();
    }

    @Test
    void updateWhere_lockTimeout() throws SQLException {
        try (Connection winner = begin();
                Connection connection = impatient().getConnection()) {
            accounts.on(winner).update(ann.withOwner("Anne"));
            connection.setAutoCommit(false);

            assertThatThrownBy(() -> send(accounts(impatient())))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts: updateWhere gave up waiting" + stated(e)
                                            + ". Nothing was written."));
            assertThatThrownBy(() -> send(accounts.on(connection)))
                    .isInstanceOfSatisfying(
                            BusyException.class,
                            e -> assertThat(e)
                                    .hasMessage("accounts: updateWhere gave up waiting" + stated(e)
                                            + ". Nothing was written by it; roll this transaction back."));
            connection.rollback();
            winner.rollback();
        }
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updateWhere_lostInAutocommit(boolean stands) {
        assumeFalse(database.has(Feature.TRANSACTION_STATUS)); // else it is a transaction that can be asked about
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(losing("UPDATE accounts", stands));

        assertUnknown(faulty, stands, Resolution.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updateWhere_lostAtCommit(boolean stands) {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(losing("COMMIT", stands));

        Resolution known = stands ? Resolution.COMMITTED : Resolution.ROLLED_BACK;
        assertUnknown(faulty, stands, database.has(Feature.TRANSACTION_STATUS) ? known : Resolution.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void updateWhere_lostBeforeCommit(boolean carriedOut) {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(losing("UPDATE accounts", carriedOut));

        assertThatThrownBy(() -> send(accounts(faulty.dataSource())))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("accounts: updateWhere lost its connection (SQLSTATE 08006). Nothing was written.");
        assertUntouched();
    }

    @Test
    void updateWhere_lostInCallersTransaction() throws SQLException {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(losing("UPDATE accounts", true));
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> send(accounts.on(connection)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("accounts: updateWhere lost its connection (SQLSTATE 08006). Nothing was written.");
            connection.rollback();
        }
        assertUntouched();
    }

    /** Whoever swallows the failure cannot commit: nothing that was written before it stands. */
    @Test
    void updateWhere_failureSwallowed() {
        database.addCheck("accounts", "not_broke", "balance >= 0");

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(ann.withOwner("Anne"));
                    assertThatThrownBy(() -> send(transaction.rows(Account.TABLE)))
                            .isInstanceOf(DatabaseException.class);
                    return "the exception is swallowed";
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("accounts: updateWhere failed");
        assertUntouched();
    }

    @Test
    void updateWhere_refusedAtCommit() {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(FaultyDataSource.failing("COMMIT"::equals, "23514"));

        assertThatThrownBy(() -> send(accounts(faulty.dataSource())))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("accounts: updateWhere was refused at commit (SQLSTATE 23514). Nothing was written: it was"
                        + " rolled back.");
        assertUntouched();
    }

    @Test
    void updateWhere_poolWithoutAutocommit() {
        assertThat(send(accounts(pool(config -> config.setAutoCommit(false))))).isEqualTo(2);

        assertWritten();
    }

    @Test
    void updateWhere_serialization_isSentAgain() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        AtomicInteger failures = new AtomicInteger(4);
        faulty.inject((event, real) -> {
            if (isUpdate(event) && failures.getAndDecrement() > 0) {
                throw new SQLException("injected", "40001");
            }
            return real.call();
        });

        assertThat(send(accounts(faulty.dataSource()))).isEqualTo(2);

        assertWritten();
    }

    @Test
    void updateWhere_serialization_fiveAttempts() throws SQLException {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(UpdateWhereContract::isUpdate, "40001"));

        assertThatThrownBy(() -> send(accounts(faulty.dataSource())))
                .isInstanceOf(SerializationException.class)
                .hasMessage(NOT_ORDERED + ", 5 attempts in all. Nothing was written.");
        assertThat(faulty.drain()).filteredOn(UpdateWhereContract::isUpdate).hasSize(5);
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            faulty.drain();
            assertThatThrownBy(() -> send(accounts.on(connection)))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage(
                            "accounts: updateWhere cannot be ordered with the other transactions (SQLSTATE 40001). This"
                                    + " transaction is dead and nothing of it was written: roll it back and run all of it"
                                    + " again.");
            assertThat(faulty.drain()).filteredOn(UpdateWhereContract::isUpdate).hasSize(1);
            connection.rollback();
        }
        assertUntouched();
    }
}
