package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that fail on purpose, at each point of a write: what is known afterwards, and what is not. */
public abstract class LostConnectionContract extends AccountContract {

    private static final String AGAIN = "send it again, it cannot be made twice";
    private static final String READ_FIRST = "read what it wrote before you run it again";

    private Account ann;

    @BeforeEach
    void insertAnn() {
        ann = accounts.insert(Account.of("Ann", 10));
    }

    private static boolean isUpdate(String event) {
        return event.contains("UPDATE accounts");
    }

    private static String unknown(String what, String again) {
        return what + " lost its connection while it was being committed (SQLSTATE 08006). It may stand or not: ask"
                + " resolve(); if that is unknown, " + again + ".";
    }

    private Resolution resolution(Resolution known) {
        return database.has(Feature.TRANSACTION_STATUS) ? known : Resolution.UNKNOWN;
    }

    private void assertSentAgain(boolean stands) {
        Account mine = ann.withBalance(20);
        if (stands) {
            assertThat(accounts.tryUpdate(mine))
                    .isInstanceOfSatisfying(
                            Conflict.class,
                            conflict -> assertThat(conflict.looksApplied()).isTrue());
        } else {
            assertThat(accounts.tryUpdate(mine)).isInstanceOf(Applied.class);
        }
        assertThat(stored()).containsExactly(mine.withVersion(2).scaled());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void update_lostAtCommit(boolean stands) {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(
                stands
                        ? FaultyDataSource.failingAfter("COMMIT"::equals, "08006")
                        : FaultyDataSource.failing("COMMIT"::equals, "08006"));

        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)));

        assertThat(e).hasMessage(unknown("accounts " + ann.id() + ": update", AGAIN));
        assertThat(e.resolve()).isEqualTo(resolution(stands ? Resolution.COMMITTED : Resolution.ROLLED_BACK));
        assertSentAgain(stands);
    }

    /** Class 08, a shutdown, "statement completion unknown": each leaves the commit open. */
    @ParameterizedTest
    @ValueSource(strings = {"08003", "08007", "57P01", "40003"})
    void inTransaction_unknownAtCommit(String state) {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing("COMMIT"::equals, state));

        assertThatThrownBy(() -> database.database(faulty.dataSource())
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).update(ann.withBalance(20))))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage(unknown("the transaction", READ_FIRST).replace("08006", state));
        assertThat(stored()).containsExactly(ann);
    }

    /** An administrator ends the session before it commits: the probe that precedes the commit finds out in time. */
    @Test
    void inTransaction_sessionEnded() {
        needs(Feature.REMOTE);

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(ann.withBalance(20));
                    database.endSession(transaction.connection());
                    return "it cannot be committed";
                }))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("the transaction lost its connection. Nothing was written.");
        assertSentAgain(false);
    }

    /** Refused for good: nothing is unknown about that. */
    @Test
    void commit_refused() {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(FaultyDataSource.failing("COMMIT"::equals, "23514"));

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("accounts " + ann.id() + ": update was refused at commit (SQLSTATE 23514). Nothing was"
                        + " written: it was rolled back.");
        assertThatThrownBy(() -> database.database(faulty.dataSource())
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).update(ann.withBalance(20))))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("the transaction was refused at commit (SQLSTATE 23514). Nothing was written: it was rolled"
                        + " back.");
        assertThat(stored()).containsExactly(ann);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void inTransaction_lostAtCommit(boolean stands) {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(
                stands
                        ? FaultyDataSource.failingAfter("COMMIT"::equals, "08006")
                        : FaultyDataSource.failing("COMMIT"::equals, "08006"));

        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> database.database(faulty.dataSource())
                        .inTransaction(
                                transaction -> transaction.rows(Account.TABLE).update(ann.withBalance(20))));

        assertThat(e).hasMessage(unknown("the transaction", READ_FIRST));
        assertThat(e.resolve()).isEqualTo(resolution(stands ? Resolution.COMMITTED : Resolution.ROLLED_BACK));
        assertSentAgain(stands);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void update_lostInAutocommit(boolean stands) {
        needs(Feature.UPDATED_ROW_RETURNED);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(
                stands
                        ? FaultyDataSource.failingAfter(LostConnectionContract::isUpdate, "08006")
                        : FaultyDataSource.failing(LostConnectionContract::isUpdate, "08006"));

        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)));

        assertThat(e).hasMessage(unknown("accounts " + ann.id() + ": update", AGAIN));
        assertThat(e.resolve()).isEqualTo(Resolution.UNKNOWN);
        assertSentAgain(stands);
    }

    /** An insert that leaves the id to the database is the one write that can be made twice. */
    @Test
    void insert_lostWithoutId() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failingAfter(
                event -> returnsInserted() ? event.contains("INSERT INTO") : event.equals("COMMIT"), "08006"));

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryInsert(Account.of("Bob", 10)))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessage(
                        unknown("accounts (new row): insert", "look before you send it again, it could be made twice"));
    }

    @Test
    void update_lostBeforeCommit() {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(FaultyDataSource.failingAfter(LostConnectionContract::isUpdate, "08006"));
        String lost = "accounts " + ann.id() + ": update lost its connection (SQLSTATE 08006). Nothing was written.";

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(lost);
        assertThatThrownBy(() -> database.database(faulty.dataSource()).inTransaction(transaction -> {
                    assertThatThrownBy(() -> transaction.rows(Account.TABLE).tryUpdate(ann.withBalance(20)))
                            .isInstanceOf(DatabaseException.class);
                    return "the exception is swallowed";
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(lost);
        assertThat(stored()).containsExactly(ann);
        assertSentAgain(false);
    }

    @Test
    void conflict_lostWhileReadingTheRow() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        Account anne = accounts.update(ann.withOwner("Anne"));
        VersionedRepository<Account, Long> rows = accounts(faulty.dataSource());
        assertThat(rows.find(ann.id())).isPresent(); // the catalogue is read before
        faulty.inject(FaultyDataSource.failing(event -> event.startsWith("SELECT") && !isUpdate(event), "08006"));

        assertThatThrownBy(() -> rows.tryUpdate(ann.withBalance(20)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "accounts " + ann.id() + ": update lost its connection (SQLSTATE 08006). Nothing was written.");
        assertThat(stored()).containsExactly(anne);
    }

    /** What is known by then must be told, whatever becomes of the connection. */
    @Test
    void outcome_cleaningUpFails() {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> {}));
        faulty.inject(FaultyDataSource.failingAfter(event -> event.matches("ROLLBACK|CLOSE|AUTOCOMMIT true"), "08006"));
        VersionedRepository<Account, Long> rows = accounts(faulty.dataSource());

        Account anne = rows.update(ann.withOwner("Anne"));
        assertThat(anne.version()).isEqualTo(2);
        assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> rows.tryUpdate(anne.withOwner(null)))
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id() + ": update failed. Nothing was written.");
        assertThatThrownBy(() -> database.database(faulty.dataSource()).inTransaction(transaction -> {
                    throw new IllegalStateException("the caller's");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the caller's");
        assertThat(stored()).containsExactly(anne);
    }

    /** JDBC commits when autocommit is switched on: where the rollback failed, it must stay off, and the connection is closed. */
    @Test
    void outcome_rollbackFailsWithAWriteOpen() {
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> {}));
        faulty.inject(FaultyDataSource.failing("ROLLBACK"::equals, "08006"));

        assertThatThrownBy(() -> database.database(faulty.dataSource()).inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(ann.withOwner("Anne"));
                    throw new IllegalStateException("the caller's");
                }))
                .isInstanceOf(IllegalStateException.class);

        List<String> events = faulty.drain();
        assertThat(events).contains("CLOSE");
        assertThat(events.subList(0, events.indexOf("CLOSE"))).doesNotContain("AUTOCOMMIT true");
        assertThat(stored()).containsExactly(ann);
    }

    /** Nobody but the caller commits here: nothing was, when the connection is lost. */
    @Test
    void callers_lost() throws SQLException {
        assumeFalse(returnsUpdated());
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failing(LostConnectionContract::isUpdate, "08006"));
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> accounts.on(connection).tryUpdate(ann.withBalance(20)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("accounts " + ann.id()
                            + ": update lost its connection (SQLSTATE 08006). Nothing was written.");
            connection.rollback();
        }
    }

    @Test
    void resolve_databaseUnreachable() {
        needs(Feature.TRANSACTION_STATUS);
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(FaultyDataSource.failing("COMMIT"::equals, "08006"));
        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> accounts(faulty.dataSource()).tryUpdate(ann.withBalance(20)));

        faulty.inject(FaultyDataSource.failing(event -> event.contains("pg_xact_status"), "08006"));
        assertThatThrownBy(e::resolve)
                .isInstanceOf(DatabaseException.class)
                .hasMessage("what became of the transaction could not be asked; ask again later");
    }

    /** There is an answer by then. */
    @Test
    void resolve_connectionCannotBeGivenBack() {
        needs(Feature.TRANSACTION_STATUS);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failingAfter("COMMIT"::equals, "08006"));
        List<ConnectionSource.Release> failures = List.of(
                () -> {
                    throw new SQLException("refused", "08003");
                },
                () -> {
                    throw new IllegalStateException("refused");
                },
                () -> {
                    throw new AssertionError("refused");
                });

        for (ConnectionSource.Release failure : failures) {
            AtomicBoolean fails = new AtomicBoolean();
            ConnectionSource source = () -> {
                Connection connection = faulty.dataSource().getConnection();
                return ConnectionSource.Lease.own(connection, () -> {
                    connection.close();
                    if (fails.get()) {
                        failure.release();
                    }
                });
            };
            UnknownOutcomeException e = catchThrowableOfType(
                    UnknownOutcomeException.class,
                    () -> Database.of(source)
                            .withDialect(database.dialect())
                            .useTransaction(transaction ->
                                    transaction.rows(Account.TABLE).insert(Account.of("Bob", 10))));
            fails.set(true);
            assertThat(e.resolve()).isEqualTo(Resolution.COMMITTED);
        }
    }

    /** Connections in which the driver's metadata cannot be asked; the calls that end something are written down. */
    private DataSource withoutMetaData(String state, boolean autocommit, List<String> ends) {
        DataSource target = database.dataSource();
        ClassLoader loader = LostConnectionContract.class.getClassLoader();
        return (DataSource) Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (self, asked, none) -> {
            Connection connection = target.getConnection();
            connection.setAutoCommit(autocommit);
            return Proxy.newProxyInstance(
                    loader, new Class<?>[] {Connection.class}, (same, method, arguments) -> switch (method.getName()) {
                        case "getMetaData" -> throw new SQLException("injected", state);
                        case "abort", "rollback" -> {
                            ends.add(method.getName());
                            connection.close();
                            yield null;
                        }
                        default -> method.invoke(connection, arguments);
                    });
        });
    }

    /** Nothing was begun yet, and the connection is lost: no pool may lend it again. */
    @Test
    void lostBeforeItBegins_isGivenUp() {
        List<String> ends = new ArrayList<>();
        DataSource lost = withoutMetaData("08006", true, ends);

        assertThatThrownBy(() -> accounts(lost).find(1L)).isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> database.database(lost).inTransaction(transaction -> 1))
                .isInstanceOf(DatabaseException.class);

        assertThat(ends).containsExactly("abort", "abort");
    }

    /** Reading the catalogue has begun a transaction, where the pool's connections are not in autocommit. */
    @Test
    void refusedBeforeItBegins_leavesNoTransaction() {
        List<String> ends = new ArrayList<>();
        DataSource refusing = withoutMetaData("42501", false, ends);

        assertThatThrownBy(() -> accounts(refusing).find(1L)).isInstanceOf(DatabaseException.class);

        assertThat(ends).containsExactly("rollback");
    }

    /** A connection whose autocommit cannot be given back would leave what follows uncommitted. */
    @Test
    void updateAll_autocommitNotGivenBack() throws SQLException {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        try (Connection connection = faulty.dataSource().getConnection()) {
            AtomicBoolean isBegun = new AtomicBoolean();
            faulty.inject((event, real) -> {
                isBegun.compareAndSet(false, event.equals("AUTOCOMMIT false"));
                if (isBegun.get() && event.equals("AUTOCOMMIT true")) {
                    throw new SQLException("injected", "HY000");
                }
                return real.call();
            });

            accounts(faulty.dataSource()).on(connection).updateAll(List.of(ann.withBalance(20)));

            assertThat(connection.isClosed()).isTrue();
        }
        assertThat(stored()).containsExactly(ann.withBalance(20).withVersion(2).scaled());
    }
}
