package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Jdbi's logger sees of our statements: each, once, and no value of any. */
abstract class LoggerCases {

    private static final String SECRET = "Zoe-4711";

    private final TestDatabase database;
    private final List<String> logged = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> rendered = new ArrayList<>();
    private CountingDataSource counting;
    private VersionedRepository<Account, Long> accounts;

    LoggerCases(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void createAccounts() {
        Account.create(database);
        counting = CountingDataSource.of(database.dataSource());
        Jdbi jdbi = Way.jdbi(counting.dataSource(), settings -> settings.withDialect(database.dialect()));
        jdbi.getConfig(SqlStatements.class).setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                logged.add(context.getRenderedSql());
                rendered.add(context.getBinding() + " " + context.getParsedSql());
            }

            @Override
            public void logException(StatementContext context, SQLException failure) {
                failed.add(context.getRenderedSql());
            }
        });
        accounts = VersionedJdbi.repository(jdbi, Account.TABLE);
        accounts.insert(Account.of("Warm", 0));
        forget();
    }

    private void forget() {
        counting.drain();
        logged.clear();
    }

    /** Does the work, which must send something, and whose statements must all be logged, in their order. */
    private void assertAllLogged(Consumer<VersionedRepository<Account, Long>> work) {
        forget();

        work.accept(accounts);

        List<String> executed = counting.drain().stream()
                .filter(sent -> !sent.startsWith("AUTOCOMMIT") && !sent.equals("COMMIT") && !sent.equals("ROLLBACK"))
                .toList();
        assertThat(logged).isNotEmpty().containsExactlyElementsOf(executed);
    }

    @Test
    void rows_everyStatement() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertAllLogged(rows -> rows.insert(Account.of(SECRET, 10)));
        assertAllLogged(rows -> assertThat(rows.find(ann.id())).isPresent());
        assertAllLogged(rows -> assertThat(rows.findAll(List.of(ann.id(), -1L))).hasSize(1));
        assertAllLogged(rows -> rows.update(ann.withOwner(SECRET)));
        assertAllLogged(rows -> assertThatThrownBy(() -> rows.update(ann)).isInstanceOf(ConflictException.class));
        assertAllLogged(rows -> rows.patch(ann.id(), 2, Map.of("owner", SECRET)));
        assertAllLogged(rows -> rows.touch(ann.withVersion(3)));
        assertAllLogged(rows -> rows.overwrite(ann.withOwner(SECRET), "test"));
        assertAllLogged(rows -> rows.modify(ann.id(), row -> row.withBalance(11)));
        assertAllLogged(rows -> rows.delete(ann.id(), 6));
        assertThat(rendered).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void batches_everyStatement() {
        List<Account> two = accounts.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 10)));
        List<Account> renamed = two.stream().map(row -> row.withOwner(SECRET)).toList();

        assertAllLogged(rows -> rows.insertAll(List.of(Account.of(SECRET, 1), Account.of(SECRET, 2))));
        assertAllLogged(rows -> rows.insertAll(
                List.of(Account.of(SECRET, 1).withId(101), Account.of(SECRET, 2).withId(102))));
        assertAllLogged(rows -> rows.updateAll(renamed));
        assertAllLogged(rows -> assertThat(rows.tryUpdateAll(renamed)).noneMatch(Outcome::isApplied));
        assertAllLogged(rows -> rows.patchAll(rows.findAll(List.of(two.get(0).id())).stream()
                .map(row -> new Edit<>(row, row.withBalance(12)))
                .toList()));
        assertAllLogged(rows -> assertThat(rows.updateWhere(Map.of("owner", SECRET), "balance = ?", 10))
                .isEqualTo(1));
        assertAllLogged(rows -> rows.deleteAll(rows.findAll(List.of(101L, 102L))));
        assertThat(logged).filteredOn(sql -> sql.startsWith("DELETE")).hasSize(1);
        assertThat(rendered).isNotEmpty().noneMatch(text -> text.contains(SECRET));
    }

    @Test
    void failures_areLogged() {
        Account tooLong = Account.of("x".repeat(51), 1);

        assertThatThrownBy(() -> accounts.insert(tooLong)).isInstanceOf(DatabaseException.class);
        assertThat(failed).hasSize(1);
        assertThatThrownBy(() -> accounts.updateWhere(Map.of("owner", "x".repeat(51)), "id > ?", -5))
                .isInstanceOf(DatabaseException.class);
        assertThat(failed).hasSize(2);
        assertThatThrownBy(() -> accounts.insertAll(List.of(tooLong, tooLong))).isInstanceOf(VersionedException.class);
        assertThat(failed).hasSizeGreaterThan(2).allMatch(sql -> sql.contains("accounts"));
    }
}
