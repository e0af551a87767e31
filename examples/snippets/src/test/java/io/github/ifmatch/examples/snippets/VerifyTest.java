package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.verify.Findings;
import io.github.ifmatch.verify.Severity;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What docs/verify.md shows. */
class VerifyTest {

    private record Account(long id, String owner, LocalDateTime opened, long version) {}

    private static final Table<Account, Long> ACCOUNTS =
            Table.of(Account.class, Long.class).named("accounts");

    private static final class Log {

        final List<String> lines = new ArrayList<>();

        void info(String line) {
            lines.add(line);
        }
    }

    /** Nothing of H2: a trigger that does nothing. */
    public static final class Idle implements org.h2.api.Trigger {
        @Override
        public void fire(java.sql.Connection connection, Object[] before, Object[] after) {}
    }

    @Test
    void findings() {
        H2TestDatabase testDatabase = new H2TestDatabase(new H2Dialect());
        testDatabase.drop("accounts");
        testDatabase.execute(
                "CREATE TABLE accounts (id bigint PRIMARY KEY, owner varchar(40), opened timestamp(0), version bigint NOT NULL)",
                "CREATE TRIGGER idle BEFORE UPDATE ON accounts FOR EACH ROW CALL '" + Idle.class.getName() + "'");
        Database database = testDatabase.database();
        Log log = new Log();

        assertThatThrownBy(() -> {
                    // region verify-findings
                    Findings findings = database.inspect(ACCOUNTS);
                    log.info(findings.line()); // accounts: 1 warning, 1 note: trigger, time-rounded
                    findings.without("time-rounded") // we go on with the row that a write answers
                            .throwOn(Severity.WARNING); // MappingException, with every problem
                    // endregion
                })
                .isInstanceOf(MappingException.class)
                .hasMessage("accounts (Account) does not fit the database: the trigger IDLE runs before a write; it must leave the"
                        + " version alone");
        assertThat(log.lines).containsExactly("accounts: 1 warning, 1 note: trigger, time-rounded");
    }

    @Test
    void everyTable() {
        H2TestDatabase testDatabase = new H2TestDatabase(new H2Dialect());
        Databases.createProducts(testDatabase);
        testDatabase.drop("accounts");
        testDatabase.execute(
                "CREATE TABLE accounts (id bigint PRIMARY KEY, owner varchar(40), opened timestamp(6), version bigint NOT NULL)");
        Database database = testDatabase.database();
        Log log = new Log();

        // region verify-tables
        for (Table<?, ?> table : List.of(ACCOUNTS, Product.TABLE)) {
            Findings findings = database.inspect(table);
            log.info(findings.line());
            findings.throwOn(Severity.ERROR);
        }
        // endregion

        assertThat(log.lines).containsExactly("accounts: nothing found", "products: nothing found");
    }
}
