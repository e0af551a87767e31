package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.Dialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How SQLite's transactions begin and end, and what is made of one that ends by itself; in its dialect and in standard SQL. */
class SqliteTransactionTest {

    record Item(long id, String name, long version) {
        static final Table<Item, Long> TABLE = Table.of(Item.class, Long.class);

        Item renamed(String newName) {
            return new Item(id, newName, version);
        }
    }

    private static final String WRITE_AHEAD = "journal_mode=WAL&synchronous=OFF&busy_timeout=100";

    static Stream<Dialect> dialects() {
        return Stream.of(new SqliteDialect(), Dialect.STANDARD);
    }

    private static SqliteTestDatabase database(Dialect dialect, String settings) {
        SqliteTestDatabase database = new SqliteTestDatabase(dialect, settings);
        database.execute(
                "CREATE TABLE item (id INTEGER PRIMARY KEY, name text NOT NULL, version bigint NOT NULL)",
                "INSERT INTO item VALUES (1, 'first', 1), (2, 'second', 1)");
        return database;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean unused = statement.execute(sql);
        }
    }

    private static void assertNobodyHoldsALock(SqliteTestDatabase database) {
        database.execute("UPDATE item SET name = name");
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void inTransaction_othersCannotWriteFromItsBeginning(Dialect dialect) {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        VersionedRepository<Item, Long> others = database.repository(Item.TABLE);

        Item stored = database.database().inTransaction(transaction -> {
            VersionedRows<Item, Long> rows = transaction.rows(Item.TABLE);
            Item item = rows.get(1L);
            assertThatThrownBy(() -> others.update(item.renamed("theirs")))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("item 1: update gave up waiting. Nothing was written.");
            assertThat(others.get(1L)).isEqualTo(item);
            return rows.update(item.renamed("mine"));
        });

        assertThat(others.get(1L)).isEqualTo(stored);
        assertNobodyHoldsALock(database);
    }

    /** The connection is as it was: no transaction is left behind where none could be begun. */
    @ParameterizedTest
    @MethodSource("dialects")
    void inTransaction_cannotBegin(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        try (var pool = database.pool(config -> {
                    config.setMaximumPoolSize(1);
                    config.setMinimumIdle(1);
                });
                Connection other = database.connect()) {
            Database one = database.database(pool);
            other.setAutoCommit(false);
            execute(other, "UPDATE item SET name = 'theirs'");

            assertThatThrownBy(() -> one.inTransaction(
                            transaction -> transaction.rows(Item.TABLE).get(1L)))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("the transaction gave up waiting. Nothing was written.");
            assertThat(one.repository(Item.TABLE).get(1L).name()).isEqualTo("first");

            other.rollback();
            Item mine = one.inTransaction(transaction -> {
                VersionedRows<Item, Long> rows = transaction.rows(Item.TABLE);
                return rows.update(rows.get(1L).renamed("mine"));
            });
            assertThat(database.query("SELECT name FROM item WHERE id = 1")).containsExactly(mine.name());
        }
    }

    /** The driver says READ COMMITTED when it is told so; the transaction sees one state all the same. */
    @ParameterizedTest
    @MethodSource("dialects")
    void joined_writesOnAnOldSnapshot(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        for (int isolation : List.of(Connection.TRANSACTION_SERIALIZABLE, Connection.TRANSACTION_READ_COMMITTED)) {
            try (Connection connection = database.connect()) {
                connection.setTransactionIsolation(isolation);
                connection.setAutoCommit(false);
                VersionedRows<Item, Long> rows = database.repository(Item.TABLE).on(connection);
                Item item = rows.get(1L);
                database.repository(Item.TABLE).touch(item);

                assertThatThrownBy(() -> rows.update(item.renamed("mine"))).isInstanceOf(SerializationException.class);
                connection.rollback();
                assertThat(rows.tryUpdate(item.renamed("mine"))).isInstanceOf(Conflict.class);
                connection.rollback();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void joined_check_locksOrFails(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        VersionedRepository<Item, Long> others = database.repository(Item.TABLE);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            VersionedRows<Item, Long> rows = others.on(connection);
            Item item = rows.get(1L);

            rows.check(item);
            assertThatThrownBy(() -> others.touch(item)).isInstanceOf(BusyException.class);
            connection.rollback();

            assertThat(rows.get(1L)).isEqualTo(item);
            others.touch(item);
            assertThatThrownBy(() -> rows.check(item)).isInstanceOf(SerializationException.class);
            connection.rollback();
        }
    }

    private static SqliteTestDatabase rollingBack(Dialect dialect) {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        database.execute(
                "CREATE TABLE strict_item (id INTEGER PRIMARY KEY ON CONFLICT ROLLBACK, name text NOT NULL, version bigint NOT"
                        + " NULL)",
                "INSERT INTO strict_item VALUES (1, 'first', 1)",
                "CREATE TRIGGER guard BEFORE UPDATE ON strict_item WHEN new.name = 'bad' BEGIN SELECT RAISE(ROLLBACK, 'bad'); END");
        return database;
    }

    private static final Table<Item, Long> STRICT =
            Table.of(Item.class, Long.class).named("strict_item");

    /** What the transaction wrote is gone; what it would write next would stand by itself. */
    @ParameterizedTest
    @MethodSource("dialects")
    void transactionEndedByItself_nothingMoreIsWritten(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = rollingBack(dialect);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            VersionedRows<Item, Long> rows = database.repository(STRICT).on(connection);
            rows.insert(new Item(7, "new", 0));

            assertThatThrownBy(() -> rows.update(new Item(1, "bad", 1)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("strict_item 1: update failed. Nothing was written by it; roll this transaction back.");
            execute(connection, "INSERT INTO strict_item VALUES (8, 'by hand', 1)");
            assertThat(database.query("SELECT id FROM strict_item")).containsExactly("1");
            connection.rollback();
            assertThat(database.query("SELECT id FROM strict_item")).containsExactly("1");
        }
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void inTransactionEndedByItself_nothingMoreIsWritten(Dialect dialect) {
        SqliteTestDatabase database = rollingBack(dialect);

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    VersionedRows<Item, Long> rows = transaction.rows(STRICT);
                    rows.insert(new Item(7, "new", 0));
                    assertThatThrownBy(() -> rows.update(new Item(1, "bad", 1))).isInstanceOf(DatabaseException.class);
                    return rows.insert(new Item(8, "after", 0));
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessage("strict_item 1: update failed. Nothing was written by it; roll this transaction back.");
        assertThat(database.query("SELECT id FROM strict_item")).containsExactly("1");
        assertNobodyHoldsALock(database);
    }

    /** With the dialect an id that exists breaks nothing: ON CONFLICT DO NOTHING comes before the table's own clause. */
    @ParameterizedTest
    @MethodSource("dialects")
    void insertOfAnExistingId_whereTheTableRollsBack(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = rollingBack(dialect);
        assertThat(database.repository(STRICT).tryInsert(new Item(1, "mine", 0)))
                .isInstanceOf(Conflict.class);

        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            VersionedRows<Item, Long> rows = database.repository(STRICT).on(connection);
            rows.insert(new Item(7, "new", 0));
            if (dialect == Dialect.STANDARD) {
                assertThatThrownBy(() -> rows.tryInsert(new Item(1, "mine", 0))).isInstanceOf(DatabaseException.class);
                connection.commit();
                assertThat(database.query("SELECT id FROM strict_item")).containsExactly("1");
            } else {
                assertThat(rows.tryInsert(new Item(1, "mine", 0))).isInstanceOf(Conflict.class);
                connection.commit();
                assertThat(database.query("SELECT id FROM strict_item")).containsExactly("1", "7");
            }
        }
    }

    /** Without a write-ahead log a commit waits for readers, and may be refused when all of it was done. */
    @ParameterizedTest
    @MethodSource("dialects")
    void commitRefused_nothingIsWritten(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect, "busy_timeout=100");
        VersionedRepository<Item, Long> items = database.repository(Item.TABLE);
        Item item = items.get(1L);
        try (Connection reader = database.connect();
                Statement statement = reader.createStatement();
                ResultSet open = statement.executeQuery("SELECT id FROM item")) {
            open.next();

            assertThatThrownBy(() -> items.update(item.renamed("mine")))
                    .isInstanceOf(BusyException.class)
                    .hasMessageEndingWith(" gave up waiting. Nothing was written.");
            assertThatThrownBy(() -> items.insert(new Item(0, "new", 0))).isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> items.delete(item)).isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> items.updateAll(List.of(item.renamed("mine"))))
                    .isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> items.updateWhere(java.util.Map.of("name", "all"), "id > ?", 0))
                    .isInstanceOf(BusyException.class);
            assertThatThrownBy(() -> database.database()
                            .inTransaction(
                                    transaction -> transaction.rows(Item.TABLE).update(item.renamed("mine"))))
                    .isInstanceOf(BusyException.class)
                    .hasMessage("the transaction gave up waiting. Nothing was written.");
        }
        assertThat(database.query("SELECT id, name, version FROM item")).containsExactly("1 first 1", "2 second 1");
        assertNobodyHoldsALock(database);
    }

    /** With {@code transaction_mode=IMMEDIATE} the driver's commit takes the lock again, and fails if somebody else has it by then. */
    @ParameterizedTest
    @MethodSource("dialects")
    void commitSucceeds_andTheNextBeginIsRefused(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect, WRITE_AHEAD);
        try (Connection real = database.connect();
                Connection other = database.connect()) {
            Connection committing = (Connection) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                        if (!method.getName().equals("commit")) {
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }
                        execute(real, "COMMIT");
                        other.setAutoCommit(false);
                        execute(other, "UPDATE item SET name = 'theirs' WHERE id = 2");
                        execute(real, "BEGIN IMMEDIATE");
                        return null;
                    });
            VersionedRows<Item, Long> rows = database.repository(Item.TABLE).on(committing);

            assertThat(rows.tryUpdateAll(List.of(new Item(1, "mine", 1))))
                    .containsExactly(new Applied<>(new Item(1, "mine", 2)));

            other.rollback();
            assertThat(database.query("SELECT id, name, version FROM item")).containsExactly("1 mine 2", "2 second 1");
            assertThat(real.getAutoCommit()).isTrue();
            assertNobodyHoldsALock(database);
        }
    }
}
