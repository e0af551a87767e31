package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every way of JDBC to send a statement is seen, at the line that sends it. */
class SeenStatementsTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);
    private static final String BYPASS = "UPDATE accounts SET owner = 'x' WHERE id = 1";

    private final Audit audit = Audit.of(Account.TABLE);

    @BeforeEach
    void createTable() {
        Account.create(DATABASE);
        DATABASE.database().repository(Account.TABLE).insert(Account.of("Ann", 10));
    }

    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private static void run(Audit audit, Work work) {
        try (Connection connection = audit.watch(DATABASE.dataSource()).getConnection()) {
            work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(Audit audit, String sql) {
        run(audit, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private List<Long> counts() {
        return audit.report().findings().stream().map(Finding::count).toList();
    }

    @Test
    void statement_everyMethod() {
        run(audit, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(BYPASS);
                statement.execute(BYPASS, Statement.NO_GENERATED_KEYS);
                statement.execute(BYPASS, new int[0]);
                statement.execute(BYPASS, new String[0]);
                assertThat(statement.executeUpdate(BYPASS)).isEqualTo(1);
                assertThat(statement.executeUpdate(BYPASS, Statement.NO_GENERATED_KEYS))
                        .isEqualTo(1);
                assertThat(statement.executeLargeUpdate(BYPASS)).isEqualTo(1);
                assertThat(statement.getConnection()).isSameAs(connection);
            }
        });

        assertThat(counts()).containsExactly(1L, 1L, 1L, 1L, 1L, 1L, 1L);
    }

    @Test
    void prepared_isFoundWhenExecuted() {
        run(audit, connection -> {
            try (PreparedStatement statement = connection.prepareStatement(BYPASS)) {
                assertThat(audit.report().isEmpty()).isTrue();
                for (int i = 0; i < 3; i++) {
                    assertThat(statement.executeUpdate()).isEqualTo(1);
                }
                statement.execute();
                statement.addBatch();
                statement.addBatch();
                assertThat(statement.executeBatch()).hasSize(2);
            }
        });

        assertThat(counts()).containsExactly(3L, 1L, 1L);
    }

    @Test
    void batchOfTexts_isFoundWhereItWasAdded() {
        run(audit, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.addBatch(BYPASS);
                statement.clearBatch();
                statement.addBatch("DELETE FROM accounts");
                statement.addBatch("INSERT INTO accounts (owner, balance, version) VALUES ('x', 1, 1)");
                assertThat(audit.report().isEmpty()).isTrue();
                assertThat(statement.executeBatch()).hasSize(2);
                assertThat(statement.executeBatch()).isEmpty();
            }
        });

        assertThat(audit.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo("accounts: DELETE does not check the version");
            assertThat(finding.count()).isEqualTo(1);
        });
    }

    @Test
    void otherConnections_areSeen() throws SQLException {
        DataSource watched = audit.watch(DATABASE.dataSource());
        try (Connection own = audit.watch(DATABASE.connect());
                Statement statement = own.createStatement()) {
            statement.execute(BYPASS);
        }

        assertThat(counts()).containsExactly(1L);
        assertThat(List.of(watched)).contains(watched).doesNotContain(DATABASE.dataSource());
        assertThat(watched.isWrapperFor(com.zaxxer.hikari.HikariDataSource.class))
                .isTrue();
    }

    /** As where one data source delegates to another, and both are wrapped. */
    @Test
    void watchedTwice_isCountedOnce() throws SQLException {
        DataSource twice = audit.watch(audit.watch(DATABASE.dataSource()));
        try (Connection connection = twice.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(BYPASS);
        }

        assertThat(counts()).containsExactly(1L);
    }

    @Test
    void calls_areReportedIfAskedFor() {
        Audit withCalls = audit.withCalls();
        for (Audit each : List.of(audit, withCalls)) {
            run(each, connection -> {
                try (CallableStatement call = connection.prepareCall("{? = call ABS(-1)}")) {
                    call.registerOutParameter(1, Types.INTEGER);
                    call.execute();
                }
            });
        }

        assertThat(audit.report().isEmpty()).isTrue();
        assertThat(withCalls.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.problem()).isEqualTo("procedure that may write");
            assertThat(finding.statement()).isEqualTo("{? = call ABS(-?)}");
        });
    }

    @Test
    void throwing_nothingIsSent() {
        Audit throwing = audit.throwing();

        assertThatThrownBy(() -> execute(throwing, BYPASS))
                .isInstanceOfSatisfying(
                        AuditException.class,
                        e -> assertThat(e.finding().count()).isEqualTo(1))
                .hasMessageMatching(
                        "accounts: UPDATE does not check the version, does not advance the version, at io\\.github\\.ifmatch"
                                + "\\.audit\\.SeenStatementsTest\\.\\S+\\(SeenStatementsTest\\.java:\\d+\\)\\. It was not sent: "
                                + "UPDATE accounts SET owner = \\? WHERE id = \\?");
        assertThat(DATABASE.query("SELECT owner FROM accounts")).containsExactly("Ann");
        assertThat(throwing.report().findings()).hasSize(1);
        assertThatCode(() -> execute(
                        throwing,
                        "UPDATE accounts SET owner = 'x', version = version + 1 WHERE id = 1 AND version = 1"))
                .doesNotThrowAnyException();
        assertThat(DATABASE.query("SELECT owner FROM accounts")).containsExactly("x");
    }

    @Test
    void listener_isToldOnce_andMayFail() {
        List<Finding> told = new ArrayList<>();
        Audit listening = audit.withListener(finding -> {
                    throw new IllegalStateException("listener");
                })
                .withListener(told::add);

        for (int i = 0; i < 3; i++) {
            execute(listening, BYPASS);
        }

        assertThat(told).hasSize(1);
        assertThat(listening.report().findings().get(0).count()).isEqualTo(3);
        listening.clear();
        assertThat(listening.report().isEmpty()).isTrue();
        execute(listening, BYPASS);
        assertThat(told).hasSize(2);
    }

    @Test
    void ignoredAndSkippedClasses() {
        Audit ignoring = audit.ignoringCallsFrom(SeenStatementsTest.class.getName());
        Audit skipping = audit.skippingFrames(SeenStatementsTest.class.getName());

        execute(ignoring, BYPASS);
        execute(skipping, BYPASS);

        assertThat(ignoring.report().isEmpty()).isTrue();
        assertThat(skipping.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.site().getClassName()).startsWith("org.junit."));
    }

    @Test
    void tableByName() {
        Audit named = Audit.of().withTable("accounts", "version", "balance");

        execute(named, "UPDATE accounts SET balance = 1");
        execute(named, BYPASS);

        assertThat(named.report().findings())
                .extracting(Finding::statement)
                .containsExactly("UPDATE accounts SET owner = ? WHERE id = ?");
        assertThatThrownBy(() -> audit.withTable("two words", "version")).isInstanceOf(MappingException.class);
    }

    @Test
    void findings_areBounded() {
        Ledger ledger = new Ledger(2);
        Suspicion suspicion = new Suspicion(Finding.Kind.TRUNCATE, "accounts", java.util.Set.of(Finding.Lack.CHECK));
        StackTraceElement site = new StackTraceElement("a.B", "c", "B.java", 1);

        for (int i = 0; i < 5; i++) {
            assertThat(ledger.add(suspicion, "text " + i, site).count()).isEqualTo(i < 2 ? 1 : 0);
        }

        assertThat(ledger.report().findings()).hasSize(2);
        assertThat(ledger.report().unlisted()).isEqualTo(3);
        assertThat(ledger.report().toText()).endsWith("Not listed: what was found 3 times more, after 2 findings.");
    }

    @Test
    void manyThreads_countAll() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<Void> work = () -> {
                for (int i = 0; i < 100; i++) {
                    execute(audit, BYPASS);
                }
                return null;
            };
            for (Future<Void> each :
                    pool.invokeAll(IntStream.range(0, 8).mapToObj(i -> work).toList())) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(counts()).containsExactly(800L);
    }

    /** There is no version to advance; and none that such a statement could have compared. */
    @Test
    void comparedColumns() {
        Audit compared = Audit.of(Account.TABLE.comparing());

        execute(compared, BYPASS);

        assertThat(compared.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.lacks()).containsExactly(Finding.Lack.CHECK));
    }
}
