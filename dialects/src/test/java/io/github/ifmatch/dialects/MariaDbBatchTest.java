package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Batches of 1,000 rows by drivers that count what each row's statement wrote, and by those that do not: the same outcomes, and a few
 * statements.
 */
@NeedsMariaDb
class MariaDbBatchTest {

    private static final int ROWS = 1_000;

    private CountingDataSource counting;
    private VersionedRepository<Account, Long> accounts;

    private void open(MariaDbTestDatabase.Driver driver, String options) {
        TestDatabase database = new MariaDbTestDatabase(
                new MariaDbDialect(), driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, options);
        Account.create(database);
        counting = CountingDataSource.of(database.dataSource());
        accounts = database.repository(counting.dataSource(), Account.TABLE);
        List<Account> warm = accounts.insertAll(List.of(Account.of("warm", 1), Account.of("up", 1)));
        accounts.deleteAll(accounts.updateAll(warm)); // now it is known whether the driver counts
        counting.drain();
    }

    private static List<Account> rows() {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList();
    }

    /** Commits, and sets autocommit, as well. */
    private int sent() {
        return counting.drain().size();
    }

    @ParameterizedTest
    @CsvSource({"MARIADB,", "MARIADB,&useBulkStmts=true", "MYSQL,", "MYSQL,&rewriteBatchedStatements=true"})
    void everyVerb_outcomesAndRoundTrips(MariaDbTestDatabase.Driver driver, String options) {
        open(driver, options == null ? "" : options);

        List<Account> stored = accounts.insertAll(rows());

        assertThat(sent()).isLessThan(8);
        assertThat(stored)
                .extracting(Account::owner)
                .startsWith("owner 0", "owner 1")
                .endsWith("owner 999");
        assertThat(stored).allMatch(row -> accounts.find(row.id()).equals(Optional.of(row)));

        Account touched = accounts.touch(stored.get(3));
        accounts.delete(stored.get(5));
        counting.drain();
        List<Account> edited =
                stored.stream().map(row -> row.withOwner(row.owner() + "!")).toList();
        List<Outcome<Account>> updated = accounts.tryUpdateAll(edited);

        assertThat(sent()).isLessThan(12);
        for (int i = 0; i < ROWS; i++) {
            Outcome<Account> expected = new Applied<>(edited.get(i).scaled().withVersion(2));
            if (i == 3) {
                assertThat(updated.get(i))
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict -> assertThat(conflict.current()).isEqualTo(touched));
            } else if (i == 5) {
                assertThat(updated.get(i)).isInstanceOf(Missing.class);
            } else {
                assertThat(updated.get(i)).isEqualTo(expected);
            }
        }

        List<Account> given = new ArrayList<>(rows().stream()
                .map(row -> row.withId(1_000_000 + row.balance().longValue()))
                .toList());
        given.set(7, stored.get(7));
        counting.drain();
        List<Outcome<Account>> inserted = accounts.tryInsertAll(given);

        assertThat(sent()).isLessThan(12);
        assertThat(inserted.get(7)).isInstanceOf(Conflict.class);
        assertThat(inserted).filteredOn(Outcome::isApplied).hasSize(ROWS - 1);

        List<Outcome<Account>> deleted = accounts.tryDeleteAll(updated.stream()
                .filter(Outcome::isApplied)
                .map(Outcome::orElseThrow)
                .toList());

        assertThat(sent()).isLessThan(12);
        assertThat(deleted).hasSize(ROWS - 2).allMatch(Outcome::isApplied);
        assertThat(accounts.findAll(stored.stream().map(Account::id).toList())).containsExactly(touched);
    }

    @ParameterizedTest
    @CsvSource({"MARIADB,&useBulkStmts=true", "MYSQL,&rewriteBatchedStatements=true"})
    void updateAll_oneIsRefused_nothingIsWritten(MariaDbTestDatabase.Driver driver, String options) {
        open(driver, options);
        List<Account> stored = accounts.insertAll(rows());
        accounts.touch(stored.get(10));

        assertThat(accounts.updateWhere(Map.of("owner", "nobody"), "id < ?", 0)).isZero();
        assertThatThrownBy(() -> accounts.updateAll(stored)).isInstanceOf(RefusedBatchException.class);

        assertThat(accounts.get(stored.get(9).id()).version()).isEqualTo(1);
    }
}
