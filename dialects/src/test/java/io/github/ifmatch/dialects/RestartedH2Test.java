package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.h2.tools.Server;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An H2 server that is stopped and started again, behind a pool that does not know H2's codes of lost connections. */
@Timeout(30)
class RestartedH2Test {

    private static final int CONNECTIONS = 4;
    private static final String DATABASE = "mem:restarted";

    private static final Call FIND = onAccounts(accounts -> accounts.find(1L));
    private static final Call UPDATE = onAccounts(accounts -> accounts.update(accounts.get(1L)));

    private Connection keeping;
    private Server server;
    private HikariDataSource pool;

    /** What is called again and again. */
    interface Call {
        @CanIgnoreReturnValue
        Object on(Database database);
    }

    static Stream<Named<Call>> calls() {
        return Stream.of(
                Named.of("find", FIND),
                Named.of("update", UPDATE),
                Named.of(
                        "overwrite",
                        onAccounts(accounts ->
                                accounts.overwrite(Account.of("Bob", 5).withId(1), "a test"))),
                Named.of("tryUpdateAll", onAccounts(accounts -> accounts.tryUpdateAll(List.of(accounts.get(1L))))),
                Named.of(
                        "inTransaction",
                        database -> database.inTransaction(transaction -> touch(transaction.rows(Account.TABLE)))));
    }

    private static Call onAccounts(Function<VersionedRepository<Account, Long>, Object> call) {
        return database -> call.apply(database.repository(Account.TABLE));
    }

    private static Account touch(VersionedRows<Account, Long> accounts) {
        return accounts.touch(accounts.get(1L));
    }

    @BeforeEach
    void start() throws SQLException {
        keeping = DriverManager.getConnection("jdbc:h2:" + DATABASE);
        try (var statement = keeping.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS accounts");
            statement.execute(Account.CREATE.replace("{identity}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"));
            statement.execute("INSERT INTO accounts (owner, balance, version) VALUES ('Ann', 10, 1)");
        }
        server = Server.createTcpServer("-tcpPort", "0").start();
        pool = new HikariDataSource(config());
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:tcp://localhost:" + server.getPort() + "/" + DATABASE);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(5_000);
        return config;
    }

    @AfterEach
    void stop() throws SQLException {
        pool.close();
        server.stop();
        keeping.close();
    }

    /** Every connection of the pool is open, and was used just now. */
    private void warm() throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            all.add(pool.getConnection());
        }
        for (Connection connection : all) {
            connection.close();
        }
    }

    private void restart() throws SQLException {
        int port = server.getPort();
        server.stop();
        server = Server.createTcpServer("-tcpPort", String.valueOf(port)).start();
    }

    private void assertLostOnlyOnce(Database database, Call call) throws SQLException {
        call.on(database);
        warm();

        restart();
        assertThat(failures(database, call)).hasSizeBetween(1, CONNECTIONS);

        assertThat(call.on(database)).isNotNull();
    }

    private static List<VersionedException> failures(Database database, Call call) {
        List<VersionedException> failures = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            try {
                assertThat(call.on(database)).isNotNull();
            } catch (VersionedException e) {
                failures.add(e);
            }
        }
        return failures;
    }

    @ParameterizedTest
    @MethodSource("calls")
    void lostConnections_areNotLentAgain(Call call) throws SQLException {
        assertLostOnlyOnce(Database.of(pool), call);
    }

    @Test
    void lostConnections_poolWithoutAutocommit() throws SQLException {
        pool.close();
        HikariConfig config = config();
        config.setAutoCommit(false);
        pool = new HikariDataSource(config);

        assertLostOnlyOnce(Database.of(pool), UPDATE);
    }

    @Test
    void lostConnections_standardSql() throws SQLException {
        assertLostOnlyOnce(Database.of(pool).withDialect(Dialect.STANDARD), UPDATE);
    }

    @Test
    void lostConnections_severalThreads() throws Exception {
        Database database = Database.of(pool);
        FIND.on(database);
        warm();

        restart();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<VersionedException> failures = new ArrayList<>();
        try {
            List<Future<List<VersionedException>>> running = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                running.add(threads.submit(() -> failures(database, FIND)));
            }
            for (Future<List<VersionedException>> each : running) {
                failures.addAll(each.get(20, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(failures).hasSizeBetween(1, CONNECTIONS);
    }

    /** A Jdbi does not say where its connections come from, so its pool must be told what is a lost connection. */
    @Test
    void lostConnections_jdbi() throws SQLException {
        pool.close();
        HikariConfig config = config();
        config.setExceptionOverrideClassName(LostConnections.class.getName());
        pool = new HikariDataSource(config);

        assertLostOnlyOnce(VersionedJdbi.database(Jdbi.create(pool).installPlugin(new VersionedPlugin())), FIND);
    }

    /** Made by the pool. */
    public static final class LostConnections implements SQLExceptionOverride {
        @java.lang.Override
        public Override adjudicate(SQLException failure) {
            return failure instanceof SQLNonTransientConnectionException
                    ? Override.MUST_EVICT
                    : Override.CONTINUE_EVICT;
        }
    }
}
