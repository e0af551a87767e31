package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException.Resolution;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of a transaction, asked after the server lost it, or kept it. */
@Timeout(120)
@Tag("thorough")
class PostgresRecoveryTest {

    private static final PostgresDialect DIALECT = new PostgresDialect();

    private static CrashingPostgres server;

    @BeforeAll
    static void start() throws Exception {
        server = new CrashingPostgres();
        server.execute("CREATE TABLE notes (id bigint PRIMARY KEY, text text, version bigint NOT NULL)");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    /** Commits a transaction without waiting for the disk; its id, as the dialect takes it. */
    private static String committed() throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
            connection.setAutoCommit(false);
            String id = transactionId(statement);
            statement.execute("INSERT INTO notes SELECT coalesce(max(id), 0) + 1, 'lost', 1 FROM notes");
            connection.commit();
            return id;
        }
    }

    private static String transactionId(Statement statement) throws SQLException {
        try (var answer =
                statement.executeQuery("SELECT " + DIALECT.transactionId().orElseThrow())) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static Resolution resolve(String id) throws SQLException {
        return resolve(server, id);
    }

    private static Resolution resolve(CrashingPostgres asked, String id) throws SQLException {
        try (Connection connection = asked.connect()) {
            return DIALECT.isCommitted(connection, id)
                    .map(isCommitted -> isCommitted ? Resolution.COMMITTED : Resolution.ROLLED_BACK)
                    .orElse(Resolution.UNKNOWN);
        }
    }

    private static long number(String id) {
        return Long.parseLong(id.substring(0, id.indexOf('@')));
    }

    /** Others commit until the id is theirs. */
    private static void giveOutAgain(CrashingPostgres asked, String id) throws SQLException {
        for (int i = 0; i < 10_000; i++) {
            long next = Long.parseLong(asked.ask("SELECT pg_current_xact_id()::text"));
            assertThat(next).as("the crash lost the transaction").isLessThanOrEqualTo(number(id) + i);
            if (next >= number(id)) {
                return;
            }
        }
    }

    /** The whole transaction is lost with its id, which somebody else's then gets. */
    private static String lostAndGivenOutAgain(Crash crash) throws Exception {
        for (int attempt = 1; attempt <= 5; attempt++) {
            server.execute("CHECKPOINT");
            String id = committed();
            long before = Long.parseLong(server.ask("SELECT count(*) FROM notes"));
            crash.happen();
            boolean isLost = Long.parseLong(server.ask("SELECT count(*) FROM notes")) < before;
            if (isLost) {
                assertThat(resolve(id)).isEqualTo(Resolution.ROLLED_BACK); // in the future
                giveOutAgain(server, id);
                assertThat(server.ask("SELECT pg_xact_status('" + number(id) + "')"))
                        .isEqualTo("committed");
                return id;
            }
        }
        throw new IllegalStateException("the server lost nothing in 5 crashes");
    }

    private interface Crash {
        void happen() throws Exception;
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "KILL"})
    void resolve_idGivenOutAgainAfterACrash(String signal) throws Exception {
        String id = lostAndGivenOutAgain(() -> server.crash(signal));

        assertThat(resolve(id)).isEqualTo(Resolution.UNKNOWN);
        server.restart();
        assertThat(resolve(id)).isEqualTo(Resolution.UNKNOWN);
    }

    @Test
    void resolve_idGivenOutAgainAfterASessionCrashed() throws Exception {
        String id = lostAndGivenOutAgain(() -> server.crashSession());

        assertThat(resolve(id)).isEqualTo(Resolution.UNKNOWN);
    }

    @Test
    void resolve_afterACleanRestart() throws Exception {
        String committed = committed();
        String rolledBack;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            rolledBack = transactionId(statement);
            connection.rollback();
        }

        server.restart();

        assertThat(resolve(committed)).isEqualTo(Resolution.COMMITTED);
        assertThat(resolve(rolledBack)).isEqualTo(Resolution.ROLLED_BACK);
    }

    @Test
    void resolve_rolledBackBeforeACrash() throws Exception {
        String rolledBack;
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            rolledBack = transactionId(statement);
            connection.rollback();
        }
        String other = committed();
        server.execute("CHECKPOINT");

        server.crash("QUIT");

        assertThat(resolve(rolledBack)).isEqualTo(Resolution.ROLLED_BACK);
        assertThat(resolve(other)).isEqualTo(Resolution.UNKNOWN); // it stands, but that cannot be told from another's
    }

    @Test
    void resolve_inProgress() throws Exception {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(resolve(transactionId(statement))).isEqualTo(Resolution.UNKNOWN);
            connection.rollback();
        }
    }

    /** The standby was made of a copy of the stopped primary, so nothing but what it replayed tells them apart. */
    @Test
    void resolve_onAStandby() throws Exception {
        try (CrashingPostgres standby = server.standby()) {
            String replayed = committed();
            server.execute("CHECKPOINT"); // else its log writer sleeps for ten seconds
            awaitReplay(standby, replayed);
            assertThat(resolve(standby, replayed)).isEqualTo(Resolution.UNKNOWN);
            assertThat(Database.of(standby.dataSource()).inspect(NOTES).all())
                    .extracting(finding -> finding.severity() + " " + finding.code())
                    .contains("WARNING standby");
            standby.stop();
            String lost = committed();
            server.stop();
            standby.restart();
            try {
                assertThat(resolve(standby, lost)).isNotEqualTo(Resolution.COMMITTED);
                standby.execute("SELECT pg_promote()");
                giveOutAgain(standby, lost);
                assertThat(resolve(standby, lost)).isEqualTo(Resolution.UNKNOWN);
            } finally {
                server.restart();
            }
        }
    }

    private record Note(long id, String text, long version) {}

    private static final Table<Note, Long> NOTES =
            Table.of(Note.class, Long.class).named("notes");

    private static void awaitReplay(CrashingPostgres standby, String id) throws Exception {
        for (int i = 0; i < 400; i++) {
            if ("t".equals(standby.ask("SELECT count(*) > 0 FROM notes WHERE xmin = '" + number(id) + "'"))) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("the standby does not follow");
    }
}
