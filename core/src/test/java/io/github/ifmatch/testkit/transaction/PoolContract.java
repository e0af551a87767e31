package io.github.ifmatch.testkit.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Retry;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections as pools give them: in autocommit or not, isolated, read-only, scarce; they go back as they came. */
public abstract class PoolContract extends AccountContract {

    private static final String READ_ONLY = ": the connection, its transaction or its server is read-only";

    /** A data source that always gives the same connection, and never closes it. */
    private static DataSource always(Connection connection) {
        FaultyDataSource unclosed = FaultyDataSource.of((DataSource) Proxy.newProxyInstance(
                PoolContract.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, m, a) -> connection));
        unclosed.inject((event, real) -> event.equals("CLOSE") ? null : real.call());
        return unclosed.dataSource();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void write_connectionGoesBackAsItCame(boolean autocommit) throws SQLException {
        needs(Isolation.SERIALIZABLE);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(autocommit);
            int isolation = connection.getTransactionIsolation();
            for (Database each : Arrays.asList(
                    database.database(always(connection)),
                    database.database(always(connection)).withIsolation(Isolation.SERIALIZABLE))) {
                database.execute("DELETE FROM accounts");
                allOutcomes(each.repository(Account.TABLE));
                each.inTransaction(
                        transaction -> transaction.rows(Account.TABLE).insert(Account.of("Cid", 10)));
                assertThat(stored()).extracting(Account::owner).containsExactly("Ann", "Cid");

                assertThat(connection.getAutoCommit()).isEqualTo(autocommit);
                assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
                assertThat(connection.isClosed()).isFalse();
                assertNoTransaction(connection);
            }
        }
    }

    /** Applied, conflict, missing, an insert of an id that exists, a failure, a read, a locked change: each leaves nothing behind. */
    private void allOutcomes(VersionedRepository<Account, Long> rows) {
        Account ann = rows.insert(Account.of("Ann", 10));
        Account anne = rows.touch(ann);
        assertThat(stored()).containsExactly(anne);
        assertThat(rows.tryUpdate(ann)).isInstanceOf(Conflict.class);
        assertThat(rows.tryUpdate(new Account(-1, "Nobody", ann.balance(), 1))).isInstanceOf(Missing.class);
        assertThat(rows.tryInsert(ann)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> rows.tryUpdate(anne.withOwner(null))).isInstanceOf(DatabaseException.class);
        Account bob = rows.insert(Account.of("Bob", 10));
        assertThat(rows.find(bob.id())).contains(bob);
        rows.delete(bob);
        assertThat(stored()).containsExactly(anne);
        Account modified =
                rows.modify(anne.id(), row -> row.withBalance(11), Retry.upTo(1).withLockingFrom(1));
        assertThat(stored()).containsExactly(modified);
    }

    private void assertNoTransaction(Connection connection) throws SQLException {
        if (database.has(Feature.READ_ONLY_CONNECTIONS) && !connection.getAutoCommit()) {
            connection.setReadOnly(true); // which pgjdbc refuses in the middle of a transaction
            connection.setReadOnly(false);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void write_isolatedByThePool(boolean autocommit) {
        needs(Isolation.SERIALIZABLE);
        DataSource pool = pool(config -> {
            config.setAutoCommit(autocommit);
            config.setTransactionIsolation("TRANSACTION_SERIALIZABLE");
        });

        allOutcomes(accounts(pool));
    }

    /** The conflict is read on the connection that wrote: a second one would block a pool for good. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void write_poolOfOne(boolean autocommit) {
        DataSource pool = pool(config -> {
            config.setMaximumPoolSize(1);
            config.setConnectionTimeout(2_000);
            config.setAutoCommit(autocommit);
        });

        allOutcomes(accounts(pool));
    }

    @Test
    void write_readOnly() throws SQLException {
        needs(Feature.READ_ONLY_CONNECTIONS);
        Account ann = accounts.insert(Account.of("Ann", 10));
        VersionedRepository<Account, Long> readOnly = accounts(pool(config -> {
            config.setReadOnly(true);
            // without this, pgjdbc lets a statement in autocommit write
            config.addDataSourceProperty("readOnlyMode", "always");
        }));

        assertThat(readOnly.get(ann.id())).isEqualTo(ann);
        assertThatThrownBy(() -> readOnly.tryUpdate(ann.withOwner("Anne")))
                .isInstanceOf(DatabaseException.class)
                .extracting(Contract::said)
                .isEqualTo("accounts " + ann.id() + ": update failed" + READ_ONLY + ". Nothing was written.");
        try (Connection connection = begin()) {
            connection.setReadOnly(true);
            assertThatThrownBy(() -> accounts.on(connection).tryUpdate(ann.withOwner("Anne")))
                    .isInstanceOf(DatabaseException.class)
                    .extracting(Contract::said)
                    .isEqualTo("accounts " + ann.id() + ": update failed" + READ_ONLY
                            + ". Nothing was written by it; roll this transaction back.");
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann);
    }

    @Test
    void write_noConnection() {
        FaultyDataSource none = FaultyDataSource.of((DataSource) Proxy.newProxyInstance(
                PoolContract.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, m, a) -> {
                    throw new SQLException("injected", "08001");
                }));

        assertThatThrownBy(() -> accounts(none.dataSource()).tryInsert(Account.of("Ann", 10)))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("no usable connection (SQLSTATE 08001). Nothing was sent.");
        assertThatThrownBy(() -> database.database(none.dataSource()).inTransaction(transaction -> "never"))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("no usable connection (SQLSTATE 08001). Nothing was sent.");
    }
}
