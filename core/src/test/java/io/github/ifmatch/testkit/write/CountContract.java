package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts that cannot be believed: more than one row, and none at all; and where one statement is known to be enough. */
public abstract class CountContract extends AccountContract {

    private static final String COLUMNS =
            " (id bigint NOT NULL, owner varchar(50), balance numeric(12, 2), version bigint NOT NULL";

    private static final Account ANN = new Account(1, "Ann", new BigDecimal("10.00"), 1);

    /** A table whose id is not unique, with two rows alike. */
    private void createTwins() {
        database.drop("accounts");
        database.execute(
                "CREATE TABLE accounts" + COLUMNS + ")",
                "INSERT INTO accounts VALUES (1, 'Ann', 10, 1), (1, 'Ann', 10, 1)");
    }

    @Test
    void update_twoRowsOfOneId() throws SQLException {
        createTwins();

        assertMiscounted(() -> accounts.tryUpdate(ANN.withOwner("Anne")), "accounts 1: update");
        assertMiscounted(() -> accounts.tryTouch(ANN), "accounts 1: touch");
        assertMiscounted(() -> accounts.tryOverwrite(ANN, "support ticket 4711"), "accounts 1: overwrite");
        if (returnsDeleted()) { // else the row was read before, and two were seen
            assertMiscounted(() -> accounts.tryDelete(ANN), "accounts 1: delete");
        } else {
            assertThatThrownBy(() -> accounts.tryDelete(ANN))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("accounts 1: two rows have the same id; an id must be unique. Nothing was written.");
        }
        assertThat(stored()).containsExactly(ANN, ANN);

        try (Connection connection = begin()) {
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThatThrownBy(() -> rows.tryUpdate(ANN.withOwner("Anne")))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("accounts 1: update changed more than one row; an id must be unique."
                            + " The write is in this transaction; roll it back.");
            connection.rollback();
        }
    }

    @Test
    void update_twoRowsOfOneIdThroughView() {
        needs(Feature.UPDATABLE_VIEWS);
        createTwins();
        database.execute("CREATE VIEW twins AS SELECT * FROM accounts");
        VersionedRepository<Account, Long> twins = database.repository(Account.TABLE.named("twins"));

        assertMiscounted(() -> twins.tryUpdate(ANN.withOwner("Anne")), "twins 1: update");
        database.dropView("twins");

        assertThat(stored()).containsExactly(ANN, ANN);
    }

    @Test
    void inTransaction_twoRowsOfOneId() {
        createTwins();
        database.execute("INSERT INTO accounts VALUES (2, 'Bob', 20, 1)");

        assertThatThrownBy(() -> database.database().inTransaction(transaction -> {
                    VersionedRows<Account, Long> rows = transaction.rows(Account.TABLE);
                    rows.update(new Account(2, "Bobby", BigDecimal.TEN, 1));
                    assertThatThrownBy(() -> rows.tryUpdate(ANN)).isInstanceOf(MappingException.class);
                    return "the exception is swallowed";
                }))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("accounts 1: update changed more than one row");
        assertThat(stored()).containsExactly(ANN, ANN, new Account(2, "Bob", new BigDecimal("20.00"), 1));
    }

    private static void assertMiscounted(ThrowingCallable write, String what) {
        assertThatThrownBy(write)
                .isInstanceOf(MappingException.class)
                .hasMessage(what + " changed more than one row; an id must be unique."
                        + " Nothing was written: it was rolled back.");
    }

    /** SUCCESS_NO_INFO is -2; other drivers answer -1. */
    @ParameterizedTest
    @ValueSource(ints = {-1, -2})
    void update_driverDoesNotSay(int count) throws SQLException {
        assumeFalse(returnsUpdated());
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.miscount(sql -> sql.startsWith("UPDATE") || sql.startsWith("DELETE"), count);

        List<ThrowingCallable> writes =
                new ArrayList<>(List.of(() -> accounts(faulty.dataSource()).tryUpdate(ann.withOwner("Anne"))));
        if (!returnsDeleted()) { // else the row that comes back is what is counted
            writes.add(() -> accounts(faulty.dataSource()).tryDelete(ann));
        }
        for (ThrowingCallable write : writes) {
            assertThatThrownBy(write)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("accounts " + ann.id() + ": the driver does not say how many rows it changed."
                            + " Nothing was written: it was rolled back.");
        }
        assertThat(stored()).containsExactly(ann);

        try (Connection connection = faulty.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);
            assertThatThrownBy(() -> rows.tryUpdate(ann.withOwner("Anne")))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("accounts " + ann.id() + ": the driver does not say how many rows it changed."
                            + " The write is in this transaction; roll it back.");
            connection.rollback();
        }
    }

    @Test
    void inTransaction_driverDoesNotSay() {
        assumeFalse(returnsUpdated());
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.miscount(sql -> sql.startsWith("UPDATE"), -2);

        assertThatThrownBy(() -> database.database(faulty.dataSource()).inTransaction(transaction -> {
                    assertThatThrownBy(() -> transaction.rows(Account.TABLE).tryUpdate(ann.withOwner("Anne")))
                            .isInstanceOf(DatabaseException.class);
                    return "the exception is swallowed";
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(stored()).containsExactly(ann);
    }

    record Line(Key id, String owner, long version) {
        record Key(long invoice, int number) {}

        static final Table<Line, Key> TABLE = Table.of(Line.class, Key.class);
    }

    @Test
    void update_idProvenUnique() {
        needs(Feature.UPDATED_ROW_RETURNED);

        assertThat(statementsOfUpdate(COLUMNS + ", PRIMARY KEY (id))")).hasSize(1);
        assertThat(statementsOfUpdate(COLUMNS + ", UNIQUE (id))")).hasSize(1);
        assertThat(statementsOfUpdate(COLUMNS + ")", "CREATE UNIQUE INDEX accounts_id ON accounts (id)"))
                .hasSize(1);
    }

    @Test
    void update_idNotProvenUnique() {
        needs(Feature.UPDATED_ROW_RETURNED);

        assertThat(statementsOfUpdate(COLUMNS + ")")).first().isEqualTo("AUTOCOMMIT false");
        assertThat(statementsOfUpdate(COLUMNS + ")", "CREATE INDEX accounts_id ON accounts (id)"))
                .first()
                .isEqualTo("AUTOCOMMIT false");
        assertThat(statementsOfUpdate(COLUMNS + ", UNIQUE (id, owner))"))
                .first()
                .isEqualTo("AUTOCOMMIT false");
    }

    @Test
    void update_idUniqueInPart() {
        needs(Feature.UPDATED_ROW_RETURNED, Feature.PARTIAL_INDEXES);

        assertThat(statementsOfUpdate(
                        COLUMNS + ")", "CREATE UNIQUE INDEX accounts_id ON accounts (id) WHERE owner = 'Bob'"))
                .first()
                .isEqualTo("AUTOCOMMIT false");
        assertThat(statementsOfUpdate(COLUMNS + ")", "CREATE UNIQUE INDEX accounts_id ON accounts ((id + version))"))
                .first()
                .isEqualTo("AUTOCOMMIT false");
    }

    /** A namesake's key proves nothing, and its lack of one disproves nothing. */
    @Test
    void update_sameNameInAnotherSchema() {
        needs(Feature.UPDATED_ROW_RETURNED, Feature.SCHEMAS);
        String key = COLUMNS + ", PRIMARY KEY (id))";
        database.createSchema("other");
        database.execute("CREATE TABLE other.accounts" + COLUMNS + ")");
        try {
            assertThat(statementsOfUpdate(key)).hasSize(1);
            database.drop("other.accounts");
            database.execute("CREATE TABLE other.accounts" + key);
            assertThat(statementsOfUpdate(COLUMNS + ")")).first().isEqualTo("AUTOCOMMIT false");
        } finally {
            database.dropSchema("other");
        }
    }

    @Test
    void update_compositeId() {
        needs(Feature.UPDATED_ROW_RETURNED);
        database.drop("line");
        database.execute("CREATE TABLE line (invoice bigint, number int, owner varchar(50), version bigint NOT NULL,"
                + " PRIMARY KEY (invoice, number))");
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Line, Line.Key> lines = database.repository(watched.dataSource(), Line.TABLE);
        Line line = lines.insert(new Line(new Line.Key(1, 2), "Ann", 0));
        watched.drain();

        lines.update(line);

        assertThat(watched.drain()).filteredOn(event -> !event.equals("CLOSE")).hasSize(1);
    }

    @Test
    void update_view() {
        needs(Feature.UPDATABLE_VIEWS);
        database.dropView("rich");
        database.execute("CREATE VIEW rich AS SELECT * FROM accounts WHERE balance > 5");
        Account ann = accounts.insert(Account.of("Ann", 10));
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> rich =
                database.repository(watched.dataSource(), Account.TABLE.named("rich"));
        assertThat(rich.get(ann.id())).isEqualTo(ann);
        watched.drain();

        Account anne = rich.update(ann.withOwner("Anne"));

        assertThat(watched.drain()).first().isEqualTo("AUTOCOMMIT false");
        assertThat(anne).isEqualTo(ann.withOwner("Anne").withVersion(2));
        assertThat(stored()).containsExactly(anne);
        assertThat(rich.tryUpdate(ann))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(anne));
        database.dropView("rich");
    }

    /** What an update sends on a table made like this. */
    private List<String> statementsOfUpdate(String columns, String... further) {
        database.drop("accounts");
        database.execute("CREATE TABLE accounts" + columns);
        database.execute(further);
        database.execute("INSERT INTO accounts VALUES (1, 'Ann', 10, 1)");
        FaultyDataSource watched = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> rows = accounts(watched.dataSource());
        assertThat(rows.get(1L)).isEqualTo(ANN);
        watched.drain();
        assertThat(rows.tryUpdate(ANN)).isInstanceOf(Applied.class);
        return watched.drain().stream().filter(event -> !event.equals("CLOSE")).toList();
    }

    @Test
    void fastPath_tableThatWasNotThereAtFirst() {
        needs(Feature.UPDATED_ROW_RETURNED);
        database.drop("accounts");
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> early = database.repository(counting.dataSource(), Account.TABLE);
        assertThatThrownBy(() -> early.find(1L)).isInstanceOf(DatabaseException.class);

        database.execute(Account.CREATE);
        early.insert(ANN);
        counting.drain();
        early.update(ANN);

        assertThat(counting.drain()).hasSize(1);
    }

    /** The driver reports an error without a SQLSTATE, and the row stands: it is not told as somebody else's. */
    @Test
    void insert_mayStand_isNoConflictWithItself() {
        needs(Feature.INSERTED_ROW_RETURNED);
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> failing = accounts(faulty.dataSource());
        Account ann = Account.of("Ann", 10).withId(77);
        faulty.inject(FaultyDataSource.failingAfter(event -> event.contains("INSERT INTO"), null));

        assertThatThrownBy(() -> failing.tryInsert(ann)).isInstanceOf(UnknownOutcomeException.class);

        assertThat(accounts.get(77L)).isEqualTo(ann.withVersion(1));
        assertThat(failing.tryInsert(ann.withOwner("Bob"))).isInstanceOf(Conflict.class);
    }
}
