package io.github.ifmatch.audit;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a statement costs, roughly: {@code mvn test -pl core -Dtest=AuditCostTest -DargLine=-Difmatch.auditCost=true}. The best of ten rounds of
 * each, in microseconds.
 */
@EnabledIfSystemProperty(named = "ifmatch.auditCost", matches = "true")
class AuditCostTest {

    private static final int ROUNDS = 10;
    private static final String CHECKED =
            "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?";
    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    /** Read by nobody, so that nothing is left out. */
    static volatile Object sink;

    private static void measure(String what, int times, IntFunction<?> work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < times; i++) {
                sink = work.apply(i);
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e3 / times);
        }
        System.out.printf("%-60s %8.2f µs%n", what, best);
    }

    private static Object select(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT owner FROM accounts WHERE id = ? AND version = ?")) {
            statement.setLong(1, 1);
            statement.setLong(2, 1);
            return statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void cost() {
        Account.create(DATABASE);
        Analyses analyses = new Analyses(java.util.List.of(WatchedTable.of(Account.TABLE)), false);
        Audit audit = Audit.of(Account.TABLE);
        DataSource watched = audit.watch(DATABASE.dataSource());
        int[] number = new int[1];

        measure("known text, no values in it", 1_000_000, i -> analyses.of(CHECKED, () -> Spelling.STANDARD));
        measure(
                "known text, with values in it",
                50_000,
                i -> analyses.of("UPDATE accounts SET owner = 'x" + i + "' WHERE id = " + i, () -> Spelling.STANDARD));
        measure(
                "new text",
                2_000,
                i -> analyses.of(CHECKED + " AND owner <> c" + number[0]++, () -> Spelling.STANDARD));
        measure(
                "new text that cannot be read",
                1_000,
                i -> analyses.of(CHECKED + " NO SQL " + "c" + number[0]++, () -> Spelling.STANDARD));
        measure("connection, prepare, bind two, execute, close: as it is", 20_000, i -> select(DATABASE.dataSource()));
        measure("the same, watched", 20_000, i -> select(watched));
        Analysis bypass = analyses.of("DELETE FROM accounts", () -> Spelling.STANDARD);
        measure("a finding that is known: stack walk and count", 20_000, i -> {
            audit.sending(bypass);
            return bypass;
        });
    }
}
