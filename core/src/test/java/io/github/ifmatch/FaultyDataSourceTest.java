package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Hold;
import io.github.ifmatch.testkit.fault.Rule;
import io.github.ifmatch.testkit.fault.Snapshot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault does what it says, to statements of every kind, and to nothing else. */
class FaultyDataSourceTest {

    private static final String UPDATE = "UPDATE notes SET text = ? WHERE id = ?";
    private static final String SELECT = "SELECT text FROM notes WHERE id = ?";
    private static final Executor OWN_THREAD = task -> new Thread(task).start();

    private DataSource real;
    private FaultyDataSource faulty;
    private Connection keeper;

    @BeforeEach
    void createTable() throws SQLException {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setUrl("jdbc:h2:mem:" + UUID.randomUUID());
        real = h2;
        faulty = FaultyDataSource.of(real);
        keeper = real.getConnection();
        try (Statement statement = keeper.createStatement()) {
            statement.execute("CREATE TABLE notes (id int PRIMARY KEY, text varchar(20))");
            statement.execute("INSERT INTO notes VALUES (1, 'one'), (2, 'two')");
        }
    }

    @AfterEach
    void dropTable() throws SQLException {
        keeper.close();
    }

    @CanIgnoreReturnValue
    private static int write(Connection connection, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, text);
            statement.setInt(2, 1);
            return statement.executeUpdate();
        }
    }

    private static String read(Connection connection) throws SQLException {
        return read(connection, SELECT);
    }

    private static String read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, 1);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private void assertFails(String state, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }

    @Test
    void kill_atTheThirdStatement_undoesTheTransaction() throws SQLException {
        faulty.on(Rule.statement(3)).kill();
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            PreparedStatement open = connection.prepareStatement(SELECT);
            write(connection, "a");
            write(connection, "b");

            assertFails("08006", () -> write(connection, "c"));

            assertFails("08003", () -> write(connection, "d"));
            assertFails("08003", connection::commit);
            assertFails("08003", open::executeQuery);
            open.close();
            assertThat(open.isClosed()).isTrue();
            assertThat(connection.isClosed()).isTrue();
            assertThat(connection.isValid(1)).isFalse();
        }
        assertThat(read(keeper)).isEqualTo("one");
    }

    @Test
    void kill_beforeAndAfterTheCommit() throws SQLException {
        faulty.on(Rule.commit().nth(1)).kill().on(Rule.commit().nth(2)).killAfter();

        assertFails("08006", () -> commit("before"));
        assertThat(read(keeper)).isEqualTo("one");
        assertFails("08006", () -> commit("after"));
        assertThat(read(keeper)).isEqualTo("after");
        commit("third");
        assertThat(read(keeper)).isEqualTo("third");
    }

    private void commit(String text) throws SQLException {
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            write(connection, text);
            connection.commit();
        }
    }

    /** Over a pool it gets its own connection back; below, it sees the loss and lends another one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void kill_besideAPool_leavesItUsable(boolean isOver) throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setDataSource(isOver ? real : faulty.dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(5_000);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            if (isOver) {
                faulty = FaultyDataSource.of(pool);
            }
            DataSource used = isOver ? faulty.dataSource() : pool;
            faulty.on(Rule.statements("update notes").first(1)).killAfter();

            try (Connection connection = used.getConnection()) {
                connection.setAutoCommit(false);
                assertFails("08006", () -> write(connection, "lost"));
            }
            try (Connection connection = used.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(read(connection)).isEqualTo("one");
                assertThat(write(connection, "written")).isEqualTo(1);
            }
        }
    }

    @Test
    void fail_beforeAndAfter_leavesTheConnection() throws SQLException {
        faulty.on(Rule.statements("UPDATE  notes").nth(1)).fail("40001");
        faulty.on(Rule.statements(sql -> sql.startsWith("UPDATE")).nth(2)).failAfter("57014");
        try (Connection connection = faulty.dataSource().getConnection()) {
            assertFails("40001", () -> write(connection, "a"));
            assertThat(read(connection)).isEqualTo("one");
            assertFails("57014", () -> write(connection, "b"));
            assertThat(read(connection)).isEqualTo("b");
            assertThat(write(connection, "c")).isEqualTo(1);
        }
    }

    @Test
    void plainStatements_areSeen() throws SQLException {
        faulty.on(Rule.statements("text = 'never'")).fail("40001");
        try (Connection connection = faulty.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertFails("40001", () -> statement.executeUpdate("UPDATE notes SET text = 'never'"));
            assertFails("40001", () -> statement.execute("UPDATE notes SET text = 'never'"));
            statement.addBatch("UPDATE notes SET text = 'a'");
            statement.addBatch("UPDATE notes SET text = 'never'");
            assertFails("40001", statement::executeBatch);
            assertThat(read(connection)).isEqualTo("one");
        }
        assertThat(faulty.drain()).as("by rules alone").containsExactly(SELECT, "CLOSE");
    }

    @Test
    void miscount_inEveryWayToAsk() throws SQLException {
        faulty.on(Rule.statements("UPDATE")).miscount(0);
        try (Connection connection = faulty.dataSource().getConnection();
                Statement plain = connection.createStatement();
                PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setString(1, "written");
            statement.setInt(2, 1);

            assertThat(statement.executeUpdate()).isZero();
            assertThat(statement.executeLargeUpdate()).isZero();
            assertThat(statement.execute()).isFalse();
            assertThat(statement.getUpdateCount()).isZero();
            statement.addBatch();
            assertThat(statement.executeBatch()).containsExactly(0);
            assertThat(plain.executeUpdate("UPDATE notes SET text = 'b' WHERE id = 2"))
                    .isZero();
            assertThat(plain.execute(SELECT.replace("?", "1"))).isTrue();
            assertThat(plain.getUpdateCount()).isEqualTo(-1);
        }
        assertThat(read(keeper)).isEqualTo("written");
    }

    @Test
    void delay_comesBeforeTheKillThatFollows() {
        faulty.on(Rule.commit()).delay(Duration.ofMillis(60)).on(Rule.commit()).kill();
        long begun = System.nanoTime();

        assertFails("08006", () -> commit("late"));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    }

    /** A's slow save: B's begins and ends before A's goes on. */
    @Test
    void hold_untilReleased() throws Exception {
        Hold hold = faulty.on(Rule.statements("UPDATE").first(1)).hold();
        CompletableFuture<Void> slow = CompletableFuture.runAsync(
                () -> {
                    try {
                        commit("A");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                OWN_THREAD);
        hold.awaitReached();

        commit("B");
        assertThat(read(keeper)).isEqualTo("B");
        assertThat(slow).isNotDone();
        hold.release();
        slow.get();

        assertThat(read(keeper)).isEqualTo("A");
    }

    @Test
    void snapshot_answersWhatWas() throws SQLException {
        try (Snapshot before = Snapshot.of(real, "notes")) {
            write(keeper, "newer");
            faulty.on(Rule.statements("FROM notes").first(3)).answerFrom(before.dataSource());
            try (Connection connection = faulty.dataSource().getConnection();
                    Statement plain = connection.createStatement();
                    PreparedStatement statement = connection.prepareStatement(SELECT)) {
                assertThat(read(connection)).isEqualTo("one");
                statement.setInt(1, 2);
                statement.setInt(1, 1);
                Object answered = statement.execute();
                assertThat(answered).isEqualTo(true);
                try (ResultSet row = statement.getResultSet()) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("one");
                }
                assertThat(statement.getUpdateCount()).isEqualTo(-1);
                assertThat(statement.getMoreResults()).isFalse();
                try (ResultSet row = plain.executeQuery("SELECT text FROM notes WHERE id = 1")) {
                    row.next();
                    assertThat(row.getString(1)).isEqualTo("one");
                }
                assertThat(read(connection)).isEqualTo("newer");
            }
        }
    }

    /** What the snapshot does not see is written all the same. */
    @Test
    void answerFrom_leavesWrites() throws SQLException {
        try (Snapshot before = Snapshot.of(real, "notes");
                Connection connection = faulty.dataSource().getConnection()) {
            faulty.on(Rule.statements()).answerFrom(before.dataSource());

            assertThat(write(connection, "newer")).isEqualTo(1);
            assertThat(read(connection)).isEqualTo("one");
            assertThat(read(connection, SELECT + " FOR UPDATE"))
                    .as("a read that locks")
                    .isEqualTo("newer");
            assertThat(read(connection, "SELECT text FROM FINAL TABLE (UPDATE notes SET text = 'newest' WHERE id = ?)"))
                    .isEqualTo("newest");
        }
        assertThat(read(keeper)).isEqualTo("newest");
    }

    @Test
    void heal_endsEverything() throws SQLException {
        faulty.on(Rule.statements()).kill();
        faulty.inject(FaultyDataSource.failing(event -> true, "40001"));
        faulty.miscount(sql -> true, 7);

        faulty.heal();

        try (Connection connection = faulty.dataSource().getConnection()) {
            assertThat(write(connection, "a")).isEqualTo(1);
        }
    }

    @Test
    void rule_countsFromOne() {
        assertThatThrownBy(() -> Rule.statement(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("n must be at least 1: 0");
    }

    /** Of a lost acknowledgement. */
    @Test
    void ifmatch_saysWhatItKnows() throws SQLException {
        record Note(int id, String text, long version) {}
        try (Statement statement = keeper.createStatement()) {
            statement.execute("ALTER TABLE notes ADD version bigint DEFAULT 1");
        }
        Table<Note, Integer> table = Table.of(Note.class, Integer.class).named("notes");
        VersionedRepository<Note, Integer> notes = VersionedRepository.of(faulty.dataSource(), table);
        Note read = notes.get(1);
        faulty.on(Rule.commit().first(1)).killAfter();

        assertThatThrownBy(() -> notes.update(new Note(1, "newer", read.version())))
                .isInstanceOf(UnknownOutcomeException.class);
        assertThat(read(keeper)).isEqualTo("newer");
    }
}
