package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches over drivers that lie, and over databases that refuse, edit or suppress: the whole truth, or nothing written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BatchFaultContract extends AccountContract {

    private List<Account> rows;
    private Account changed;

    /** Six rows; the third is changed, the fifth deleted. */
    @BeforeEach
    void insertRows() {
        rows = accounts.insertAll(
                IntStream.range(0, 6).mapToObj(i -> Account.of("owner " + i, i)).toList());
        changed = accounts.update(rows.get(2).withOwner("theirs"));
        accounts.delete(rows.get(4));
    }

    private List<Account> mine() {
        return rows.stream().map(row -> row.withOwner("mine")).toList();
    }

    private void assertOutcomes(List<Outcome<Account>> outcomes) {
        for (int place : new int[] {0, 1, 3, 5}) {
            assertThat(outcomes.get(place))
                    .isEqualTo(new Applied<>(rows.get(place).withOwner("mine").withVersion(2)));
        }
        assertThat(outcomes.get(2))
                .isEqualTo(new Conflict<>(
                        Account.TABLE, changed.id(), 1, rows.get(2).withOwner("mine"), changed));
        assertThat(outcomes.get(4))
                .isEqualTo(new Missing<>(Account.TABLE, rows.get(4).id()));
    }

    private void assertUntouched() {
        assertThat(stored()).containsExactly(rows.get(0), rows.get(1), changed, rows.get(3), rows.get(5));
    }

    private static Stream<UnaryOperator<int[]>> lies() {
        return Stream.of(
                counts -> Arrays.stream(counts).map(count -> -2).toArray(),
                counts -> Arrays.stream(counts).map(count -> -1).toArray(),
                counts -> Arrays.stream(counts).map(count -> -3).toArray(),
                counts -> Arrays.stream(counts).map(count -> count * 2).toArray(),
                counts -> Arrays.copyOf(counts, counts.length - 1),
                counts -> new int[0],
                counts -> Arrays.copyOf(counts, counts.length + 1),
                counts -> {
                    int[] one = counts.clone();
                    one[one.length - 1] = -2;
                    return one;
                });
    }

    /** What the driver says of a batch is a lie: the chunk is undone, and each row is written by itself. */
    private VersionedRepository<Account, Long> lying(UnaryOperator<int[]> lie, FaultyDataSource faulty) {
        faulty.inject((event, real) -> {
            Object answer = real.call();
            return answer instanceof int[] counts ? lie.apply(counts) : answer;
        });
        return accounts(faulty.dataSource());
    }

    @ParameterizedTest
    @MethodSource("lies")
    void driverLies_rowByRow(UnaryOperator<int[]> lie) {
        VersionedRepository<Account, Long> lied = lying(lie, FaultyDataSource.of(database.dataSource()));

        assertOutcomes(lied.tryUpdateAll(mine()));

        assertThat(stored())
                .filteredOn(row -> row.owner().equals("mine"))
                .hasSize(4)
                .allMatch(row -> row.version() == 2);
        List<Account> inserted = lied.insertAll(List.of(Account.of("x", 1), Account.of("y", 2)));
        assertThat(inserted).extracting(Account::owner).containsExactly("x", "y");
        assertThat(lied.deleteAll(inserted)).isEqualTo(inserted);
        assertThat(stored()).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("lies")
    void driverLies_inCallersTransaction(UnaryOperator<int[]> lie) throws SQLException {
        VersionedRepository<Account, Long> lied = lying(lie, FaultyDataSource.of(database.dataSource()));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject((event, real) -> {
            Object answer = real.call();
            return answer instanceof int[] counts ? lie.apply(counts) : answer;
        });
        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            Account first = lied.on(connection).insert(Account.of("before", 1));
            assertOutcomes(lied.on(connection).tryUpdateAll(mine()));
            assertThat(lied.on(connection).find(first.id())).isPresent();
            connection.rollback();
        }
        assertUntouched();
    }

    /** Whoever has been lied to once does not ask again. */
    @Test
    void driverLies_isNotAskedAgain() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> lied = lying(counts -> new int[0], faulty);
        List<Account> inserted = lied.insertAll(List.of(Account.of("x", 1), Account.of("y", 2)));
        faulty.drain();

        assertThat(lied.insertAll(List.of(Account.of("x", 1), Account.of("y", 2))))
                .hasSameSizeAs(inserted);

        assertThat(faulty.drain()).doesNotContain("ROLLBACK");
    }

    /** Each row of the batch can break the constraint: the exception names that one, and nothing is written. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3, 5})
    void constraintViolated_rowIsNamed(int broken) throws SQLException {
        database.addCheck("accounts", "not_broke", "balance >= 0");
        List<Account> mine = mine().stream()
                .map(row -> row.id() == rows.get(broken).id() ? row.withBalance(-1) : row)
                .toList();

        assertThatThrownBy(() -> accounts.tryUpdateAll(mine))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith("accounts " + rows.get(broken).id() + ": update failed")
                .hasMessageEndingWith("Nothing was written.");
        try (Connection connection = begin()) {
            assertThatThrownBy(() -> accounts.on(connection).updateAll(mine))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith("accounts " + rows.get(broken).id() + ": update failed");
            connection.rollback();
        }
        assertUntouched();
    }

    @Test
    void insertAll_otherUniqueIndex() {
        database.execute("CREATE UNIQUE INDEX owners ON accounts (owner)");

        assertThatThrownBy(() -> accounts.tryInsertAll(
                        List.of(Account.of("fresh", 1), Account.of("owner 0", 1), Account.of("fresher", 1))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("would break a unique index");
        assertUntouched();
    }

    @Test
    void triggerSuppresses_nothingIsWritten() {
        meddle(Meddling.SUPPRESSES, "accounts");

        assertThatThrownBy(() -> accounts.tryUpdateAll(mine())).isInstanceOf(SuppressedWriteException.class);
        assertThatThrownBy(() -> accounts.tryDeleteAll(rows)).isInstanceOf(SuppressedWriteException.class);
        assertUntouched();
    }

    @Test
    void triggerEdits_answersAsStored() {
        meddle(Meddling.EDITS_OWNER, "accounts");

        List<Outcome<Account>> outcomes = accounts.tryUpdateAll(mine());

        assertThat(outcomes.get(0).orElseThrow().owner()).isEqualTo("MINE");
        assertThat(accounts.insertAll(List.of(Account.of("new", 1))).get(0).owner())
                .isEqualTo("NEW");
    }

    @Test
    void triggerChangesVersion_rolledBack() {
        meddle(Meddling.CHANGES_VERSION, "accounts");

        assertThatThrownBy(() -> accounts.tryUpdateAll(mine()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("A trigger or a default changes the version.")
                .hasMessageEndingWith("Nothing was written: it was rolled back.");
        assertUntouched();
    }

    @Test
    void twoRowsOfOneId_rolledBack() {
        database.drop("accounts");
        database.execute(
                "CREATE TABLE accounts (id bigint NOT NULL, owner varchar(50), balance numeric(12, 2), version bigint)",
                "INSERT INTO accounts VALUES (1, 'Ann', 1, 1), (1, 'Ann', 1, 1), (2, 'Bob', 1, 1)");
        VersionedRepository<Account, Long> twins = database.database().repository(Account.TABLE);

        assertThatThrownBy(() -> twins.tryUpdateAll(List.of(
                        Account.of("x", 1).withId(1).withVersion(1),
                        Account.of("y", 1).withId(2).withVersion(1))))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("an id must be unique");
        assertThat(stored()).extracting(Account::owner).containsExactly("Ann", "Ann", "Bob");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lostAtCommit_outcomeIsUnknown(boolean stands) {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(
                stands
                        ? FaultyDataSource.failingAfter("COMMIT"::equals, "08006")
                        : FaultyDataSource.failing("COMMIT"::equals, "08006"));

        UnknownOutcomeException e = catchThrowableOfType(
                UnknownOutcomeException.class,
                () -> accounts(faulty.dataSource()).tryUpdateAll(mine()));

        assertThat(e)
                .hasMessage("accounts (6 rows): update lost its connection while it was being committed (SQLSTATE"
                        + " 08006). It may stand or not: ask resolve(); if that is unknown, send it again, it cannot be"
                        + " made twice.");
        if (database.has(Feature.TRANSACTION_STATUS)) {
            assertThat(e.resolve())
                    .isEqualTo(
                            stands
                                    ? UnknownOutcomeException.Resolution.COMMITTED
                                    : UnknownOutcomeException.Resolution.ROLLED_BACK);
        }
        if (!stands) {
            assertUntouched();
        }
    }

    @Test
    void lostInTheMiddle_nothingIsWritten() {
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failingAfter(
                event -> event.contains("UPDATE accounts") || event.startsWith("UPDATE ("), "08006"));

        assertThatThrownBy(() -> accounts(faulty.dataSource()).tryUpdateAll(mine()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageEndingWith("lost its connection (SQLSTATE 08006). Nothing was written.");
        assertUntouched();
    }

    @Test
    void poolWithoutAutocommit() {
        VersionedRepository<Account, Long> pooled = accounts(pool(config -> config.setAutoCommit(false)));

        assertOutcomes(pooled.tryUpdateAll(mine()));

        assertThat(stored()).filteredOn(row -> row.owner().equals("mine")).hasSize(4);
    }

    @Test
    void callersConnectionInAutocommit() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            VersionedRows<Account, Long> own = accounts.on(connection);
            assertOutcomes(own.tryUpdateAll(mine()));
            assertThat(connection.getAutoCommit()).isTrue();
        }
        assertThat(stored()).filteredOn(row -> row.owner().equals("mine")).hasSize(4);
    }
}
