package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pool that hands out its connection again as it came back: what a transaction that could not begin leaves to the next one. */
class SqlitePoolTest {

    private record Item(long id, String name, long version) {}

    private static final Table<Item, Long> ITEMS = Table.of(Item.class, Long.class);

    static Stream<Dialect> dialects() {
        return Stream.of(new SqliteDialect(), Dialect.STANDARD);
    }

    private static SqliteTestDatabase database(Dialect dialect) {
        SqliteTestDatabase database =
                new SqliteTestDatabase(dialect, "journal_mode=WAL&busy_timeout=100&transaction_mode=IMMEDIATE");
        database.execute("CREATE TABLE item (id INTEGER PRIMARY KEY, name text, version bigint NOT NULL)");
        return database;
    }

    /** Of one connection, which is rolled back when it comes back, and made anew once it was aborted. */
    private static final class PoolOfOne {

        private final SqliteTestDatabase database;
        private @Nullable Connection only;

        private PoolOfOne(SqliteTestDatabase database) {
            this.database = database;
        }

        private DataSource dataSource() {
            return proxy(DataSource.class, (method, arguments) -> borrowed());
        }

        private Connection borrowed() throws SQLException {
            if (only == null || only.isClosed()) {
                only = database.connect();
            }
            Connection real = only;
            return proxy(Connection.class, (method, arguments) -> switch (method.getName()) {
                case "close" -> giveBack(real);
                case "abort" -> {
                    real.close();
                    yield null;
                }
                default -> method.invoke(real, arguments);
            });
        }

        private static @Nullable Object giveBack(Connection real) {
            try {
                real.rollback();
            } catch (SQLException e) {
                assertThat(e.getMessage()).doesNotContain("locked"); // there was nothing to roll back
            }
            return null;
        }

        private interface Calls {
            @Nullable
            Object call(Method method, Object @Nullable [] arguments) throws Exception;
        }

        private static <T> T proxy(Class<T> type, Calls calls) {
            return type.cast(Proxy.newProxyInstance(
                    SqlitePoolTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        try {
                            return calls.call(method, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }
    }

    private static int tryInsert(VersionedRepository<Item, Long> items, String name) {
        try {
            assertThat(items.insert(new Item(0, name, 0)).version()).isEqualTo(1);
            return 1;
        } catch (VersionedException e) {
            return 0; // reported as not written
        }
    }

    /** The driver takes the connection for one in a transaction, which SQLite has refused to begin. */
    @ParameterizedTest
    @MethodSource("dialects")
    void transactionCannotBegin_laterWritesAreReportedAsStored(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect);
        VersionedRepository<Item, Long> items = database.repository(new PoolOfOne(database).dataSource(), ITEMS);
        int written = tryInsert(items, "first");
        assertThat(written).isEqualTo(1);

        try (Connection other = database.connect()) {
            other.setAutoCommit(false); // takes the lock
            assertThatThrownBy(() -> items.insert(new Item(0, "while locked", 0)))
                    .isInstanceOf(BusyException.class)
                    .hasMessageEndingWith("Nothing was written.");
            other.rollback();
            other.setAutoCommit(true);
        }

        for (int i = 0; i < 3; i++) {
            written += tryInsert(items, "after " + i);
        }
        assertThat(database.query("SELECT count(*) FROM item")).containsExactly(String.valueOf(written));
        assertThat(written).isGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void insertOfAnExistingId_isAConflict(Dialect dialect) throws SQLException {
        SqliteTestDatabase database = database(dialect);
        VersionedRepository<Item, Long> items = database.repository(ITEMS);
        Item stored = items.insert(new Item(1, "first", 0));

        assertThat(items.tryInsert(new Item(1, "mine", 0)))
                .isEqualTo(new Conflict<>(ITEMS, "insert", 1L, 0, new Item(1, "mine", 0), stored));
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThat(items.on(connection).tryInsert(new Item(1, "mine", 0))).isInstanceOf(Conflict.class);
            assertThat(items.on(connection).update(stored).version()).isEqualTo(2);
            connection.commit();
        }
        assertThat(database.query("SELECT id, name, version FROM item")).containsExactly("1 first 2");
    }
}
