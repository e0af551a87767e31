package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables, columns and connections that are not as they should be: each a clear message, nothing written. */
public abstract class BadDatabaseContract extends Contract {

    private static final String NO_TABLE = ": the database has no table nowhere where this connection looks; check"
            + " named(…), upper and lower case included, and the connection's database, schema and search path";
    private static final String NO_COLUMN =
            ": the table has not every column of the declaration (id, nickname, balance,"
                    + " version); the cause names it, and column(component, column) gives its right name";

    private VersionedRepository<Account, Long> accounts;
    private Account ann;

    @BeforeEach
    void createTable() {
        Account.create(database);
        accounts = database.repository(Account.TABLE);
        ann = accounts.insert(Account.of("Ann", 10));
    }

    /** The driver's SQLSTATE is part of the message, and the driver's exception the cause. */
    private void assertRefused(ThrowingCallable call, String before, String after) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DatabaseException.class, e -> {
            String state = e.sqlState().isEmpty() ? "" : " (SQLSTATE " + e.sqlState() + ")";
            assertThat(e).hasMessage(before + state + after).hasCauseInstanceOf(SQLException.class);
        });
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void table_missing() {
        VersionedRepository<Account, Long> nowhere = database.repository(Account.TABLE.named("nowhere"));
        String after = NO_TABLE + ". Nothing was written.";

        assertRefused(() -> nowhere.find(1L), "nowhere: reading failed", NO_TABLE);
        assertRefused(() -> nowhere.findAll(List.of(1L)), "nowhere: reading failed", NO_TABLE);
        assertRefused(() -> nowhere.insert(ann.withId(0)), "nowhere (new row): insert failed", after);
        assertRefused(() -> nowhere.insert(ann.withId(7)), "nowhere 7: insert failed", after);
        assertRefused(() -> nowhere.update(ann.withId(7)), "nowhere 7: update failed", after);
        assertRefused(() -> nowhere.patch(7L, 1, Map.of("owner", "Eve")), "nowhere 7: patch failed", after);
        assertRefused(() -> nowhere.delete(7L, 1), "nowhere 7: delete failed", after);
        assertRefused(() -> nowhere.touch(ann.withId(7)), "nowhere 7: touch failed", after);
        assertRefused(() -> nowhere.overwrite(ann.withId(7), "why"), "nowhere 7: overwrite failed", after);
    }

    @Test
    void schema_missing() {
        VersionedRepository<Account, Long> nowhere = database.repository(Account.TABLE.named("nowhere.accounts"));

        assertRefused(
                () -> nowhere.update(ann.withOwner("Eve")),
                "nowhere.accounts " + ann.id() + ": update failed",
                NO_TABLE.replace("nowhere", "nowhere.accounts") + ". Nothing was written.");
    }

    @Test
    void column_missing() {
        Table<Account, Long> table = Account.TABLE.column("owner", "nickname");
        VersionedRepository<Account, Long> rows = database.repository(table);
        String row = "accounts " + ann.id();
        String after = NO_COLUMN + ". Nothing was written.";
        // where the row is selected after the write, only the SELECT names the column
        String undone = database.has(Feature.UPDATED_ROW_RETURNED)
                ? after
                : NO_COLUMN + ". Nothing was written: it was rolled back.";

        assertRefused(() -> rows.find(ann.id()), "accounts: reading failed", NO_COLUMN);
        assertRefused(() -> rows.insert(ann.withId(0)), "accounts (new row): insert failed", after);
        assertRefused(() -> rows.update(ann), row + ": update failed", after);
        assertRefused(() -> rows.patch(ann, ann.withBalance(11)), row + ": patch failed", undone);
        assertRefused(() -> rows.touch(ann), row + ": touch failed", undone);
        assertRefused(() -> rows.delete(ann), row + ": delete failed", after);
    }

    @Test
    void column_missingInATransaction() {
        Table<Account, Long> table = Account.TABLE.column("owner", "nickname");

        assertRefused(
                () -> database.database().inTransaction(transaction -> {
                    transaction.rows(Account.TABLE).update(ann.withBalance(11));
                    return transaction.rows(table).update(ann);
                }),
                "accounts " + ann.id() + ": update failed",
                NO_COLUMN + ". Nothing was written by it; roll this transaction back.");
    }

    /** Pools hand out proxies that say less than the driver. */
    @Test
    void connection_closedProxy() throws SQLException {
        Connection closed = database.dataSource().getConnection();
        closed.close();
        VersionedRows<Account, Long> rows = accounts.on(closed);

        assertRefused(() -> rows.find(ann.id()), "no usable connection", ". Nothing was sent.");
        assertRefused(() -> rows.update(ann.withOwner("Eve")), "no usable connection", ". Nothing was sent.");
    }

    @Test
    void connection_closed() throws SQLException {
        Connection closed = database.connect();
        closed.close();
        VersionedRows<Account, Long> rows = accounts.on(closed);

        assertRefused(() -> rows.find(ann.id()), "no usable connection", ". Nothing was sent.");
        assertRefused(() -> rows.update(ann.withOwner("Eve")), "no usable connection", ". Nothing was sent.");
    }

    @Test
    void pool_closed() {
        HikariDataSource closed = database.pool(config -> config.setMinimumIdle(0));
        closed.close();
        VersionedRepository<Account, Long> rows = database.repository(closed, Account.TABLE);

        assertRefused(() -> rows.find(ann.id()), "no usable connection", ". Nothing was sent.");
        assertRefused(() -> rows.update(ann.withOwner("Eve")), "no usable connection", ". Nothing was sent.");
        assertRefused(
                () -> database.database(closed).inTransaction(transaction -> {
                    throw new AssertionError("must not run");
                }),
                "no usable connection",
                ". Nothing was sent.");
    }

    @Test
    void connection_readOnly() throws SQLException {
        needs(Feature.READ_ONLY_CONNECTIONS);
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);

            assertThat(rows.get(ann.id())).isEqualTo(ann);
            assertRefused(
                    () -> rows.update(ann.withOwner("Eve")),
                    "accounts " + ann.id() + ": update failed",
                    ": the connection, its transaction or its server is read-only. Nothing was written by it; roll this"
                            + " transaction back.");
            connection.rollback();
        }
    }

    /** Each write is a transaction by itself; the connection is left as it came. */
    @Test
    void connection_inAutocommit() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);

            Account anne = rows.update(ann.withOwner("Anne"));

            assertThat(accounts.get(ann.id())).isEqualTo(anne);
            assertThat(rows.tryUpdate(ann).isApplied()).isFalse();
            assertThat(rows.tryInsert(ann).isApplied()).isFalse();
            assertThat(rows.delete(anne)).isEqualTo(anne);
            assertThat(accounts.find(ann.id())).isEmpty();
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void row_breaksAConstraint() {
        assertRefused(
                () -> accounts.update(new Account(ann.id(), null, ann.balance(), 1)),
                "accounts " + ann.id() + ": update failed",
                ". Nothing was written.");
        needs(Feature.VALUES_CHECKED);
        assertRefused(
                () -> accounts.insert(Account.of("s3cr3t".repeat(20), 10)),
                "accounts (new row): insert failed",
                ". Nothing was written.");
    }
}
