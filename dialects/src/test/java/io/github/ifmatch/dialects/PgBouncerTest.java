package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL behind a pooler that gives each transaction whichever session is free. */
@Timeout(30)
class PgBouncerTest {

    private static final int THREADS = 4;

    private static TestDatabase direct;
    private static PgBouncer bouncer;
    private static HikariDataSource pool;

    private final Database database = Database.of(pool);
    private final VersionedRepository<Account, Long> accounts = database.repository(Account.TABLE);

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(PgBouncer.executable().isPresent(), "no PgBouncer is installed: apt-get install pgbouncer; NOT RUN");
        direct = new PostgresTestDatabase(new PostgresDialect());
        bouncer = PgBouncer.before(direct.port());
        pool = direct.pool(config -> {
            config.setJdbcUrl(bouncer.through(config.getJdbcUrl()));
            config.setMaximumPoolSize(THREADS);
            config.setMinimumIdle(THREADS);
        });
    }

    @AfterAll
    static void stop() throws Exception {
        if (pool != null) {
            pool.close();
        }
        if (bouncer != null) {
            bouncer.close();
        }
    }

    @BeforeEach
    void createTable() {
        Account.create(direct);
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getString(1);
        }
    }

    /** What every session of the server answers; each is held by a transaction while the others are asked. */
    private static Set<String> askSessions(String query) throws SQLException {
        List<Connection> held = new ArrayList<>();
        Set<String> sessions = new TreeSet<>();
        Set<String> answers = new TreeSet<>();
        try {
            for (int i = 0; i < PgBouncer.SESSIONS; i++) {
                Connection connection = pool.getConnection();
                held.add(connection);
                connection.setAutoCommit(false);
                sessions.add(ask(connection, "SELECT pg_backend_pid()"));
                answers.add(ask(connection, query));
            }
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
        assertThat(sessions).hasSize(PgBouncer.SESSIONS);
        return answers;
    }

    private interface Work {
        String isolation(Database database) throws Exception;
    }

    /** Half of the threads at SERIALIZABLE, half as the connections come: what each work ran at. */
    private void assertIsolated(Work work) throws Exception {
        Set<String> strict = new ConcurrentSkipListSet<>();
        Set<String> loose = new ConcurrentSkipListSet<>();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                boolean isStrict = i % 2 == 0;
                Database each = isStrict ? database.withIsolation(Isolation.SERIALIZABLE) : database;
                running.add(threads.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    for (int run = 0; run < 50; run++) {
                        (isStrict ? strict : loose).add(work.isolation(each));
                    }
                    return true;
                }));
            }
            for (Future<?> each : running) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(strict).containsExactly("serializable");
        assertThat(loose).containsExactly("read committed");
        assertThat(askSessions("SELECT current_setting('default_transaction_isolation')"))
                .containsExactly("read committed");
    }

    @Test
    void withIsolation_everyTransaction() throws Exception {
        assertIsolated(each -> each.inTransaction(
                transaction -> ask(transaction.connection(), "SELECT current_setting('transaction_isolation')")));
    }

    /** The trigger writes down what the statement ran at. */
    @Test
    void withIsolation_everyWrite() throws Exception {
        direct.execute(
                "CREATE OR REPLACE FUNCTION isolation() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN new.owner := current_setting(''transaction_isolation''); RETURN new; END'",
                "CREATE TRIGGER isolation BEFORE INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION isolation()");

        assertIsolated(each ->
                each.repository(Account.TABLE).insert(Account.of("Ann", 10)).owner());
    }

    @Test
    void writes_asWithoutPooler() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account bob = accounts.insert(Account.of("Bob", 20));

        Account anne = accounts.update(ann.withOwner("Anne"));

        assertThat(anne.version()).isEqualTo(2);
        assertThatThrownBy(() -> accounts.update(ann)).isInstanceOf(ConflictException.class);
        assertThat(accounts.tryUpdateAll(List.of(ann, bob.withBalance(21), bob.withId(99))))
                .satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Conflict.class),
                        second -> assertThat(second).isInstanceOf(Applied.class),
                        third -> assertThat(third).isInstanceOf(Missing.class));
        accounts.delete(anne);
        assertThat(direct.query("SELECT owner || ' ' || balance || ' ' || version FROM accounts"))
                .containsExactly("Bob 21.00 2");
    }

    @Test
    void afterwards_nothingIsLeftInTheSessions() throws SQLException {
        String settings = "SELECT string_agg(name || ' = ' || setting, ', ' ORDER BY name) FROM pg_settings"
                + " WHERE source = 'session' AND name NOT IN ('transaction_isolation', 'transaction_read_only',"
                + " 'transaction_deferrable')";
        Set<String> before = askSessions(settings);
        Database strict = database.withIsolation(Isolation.SERIALIZABLE);

        for (int i = 0; i < 10; i++) {
            Account ann = strict.repository(Account.TABLE).insert(Account.of("Ann", 10));
            assertThat(accounts.tryUpdateAll(List.of(ann, ann.withId(-1)))).hasSize(2);
            assertThat(strict.repository(Account.TABLE).tryUpdate(ann)).isInstanceOf(Conflict.class);
            strict.useTransaction(transaction -> transaction.rows(Account.TABLE).touch(accounts.get(ann.id())));
        }

        assertThat(askSessions(settings)).isEqualTo(before);
        assertThat(askSessions("SELECT count(*) FROM pg_prepared_statements")).containsExactly("0");
        assertThat(askSessions("SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory'"))
                .containsExactly("0");
        assertThat(direct.query(
                        "SELECT DISTINCT state FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname = current_database()"
                                + " AND pid <> pg_backend_pid()"))
                .containsExactly("idle");
    }
}
