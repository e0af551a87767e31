package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.audit.Audit;
import io.github.ifmatch.audit.AuditReport;
import io.github.ifmatch.audit.Finding;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.Orders;
import io.github.ifmatch.testkit.sample.Profile;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.version.Item;
import io.github.ifmatch.testkit.version.Source;
import io.github.ifmatch.testkit.version.Sources;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing that Ifmatch sends is a finding of the audit's, whatever the dialect; what others send is. Needs JSqlParser. */
public abstract class AuditContract extends Contract {

    /** Enough for every way of sending a batch. */
    private static final int MANY = 30;

    private final Audit audit = Audit.of(Account.TABLE, Profile.TABLE, Orders.ORDERS, Orders.LINES);

    private DataSource watched;
    private Database versioned;
    private VersionedRepository<Account, Long> accounts;

    @BeforeEach
    void createTables() {
        Account.create(database);
        Profile.create(database);
        Orders.create(database);
        watched = audit.watch(database.dataSource());
        versioned = database.database(watched);
        accounts = database.repository(watched, Account.TABLE);
    }

    @AfterEach
    void dropItems() {
        database.drop("items");
    }

    private void assertNothingFound() {
        AuditReport report = audit.report();
        assertThat(report.isEmpty()).as(report.toText()).isTrue();
    }

    /** On SQLite a lock is a DELETE of no row, and a delete of a guarded row an UPDATE. */
    @Test
    void inTransactionAndGuarded_passes() throws SQLException {
        Account ann = accounts.insert(Account.of("Ann", 10));
        try (Connection connection = watched.getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Account, Long> rows = accounts.on(connection);
            Account newer = rows.touch(rows.check(ann));
            assertThat(rows.tryUpdate(ann).isApplied()).isFalse();
            assertThat(rows.tryCheck(newer).isApplied()).isTrue();
            connection.commit();
        }
        if (database.dialect().guard().isPresent()) {
            try (Connection connection = database.connect()) {
                Guard.of(Account.TABLE).install(connection);
            }
            VersionedRepository<Account, Long> guarded = database.repository(watched, Account.TABLE);
            guarded.delete(guarded.get(ann.id()));
        }

        assertNothingFound();
    }

    private List<Account> inserted(int count) {
        return accounts.insertAll(IntStream.range(0, count)
                .mapToObj(i -> Account.of("owner " + i, i))
                .toList());
    }

    @Test
    void everyVerb_passes() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account newer = accounts.update(ann.withOwner("Anne"));

        assertThat(accounts.tryUpdate(ann).isApplied()).isFalse();
        assertThat(accounts.tryInsert(ann).isApplied()).isFalse();
        newer = accounts.patch(newer, newer.withBalance(5));
        newer = accounts.touch(newer);
        newer = accounts.check(newer);
        assertThat(accounts.modify(newer.id(), row -> row.withBalance(7)).version())
                .isEqualTo(newer.version() + 1);
        newer = accounts.overwrite(ann.withOwner("Support"), "test");
        assertThat(accounts.tryDelete(ann).isApplied()).isFalse();
        accounts.delete(newer);
        VersionedRepository<Profile, Long> profiles = database.repository(watched, Profile.TABLE);
        Profile profile = profiles.insert(new Profile(0, "Ann", "first", null, 0));
        profiles.writeUnversioned(profile.id(), Map.of("lastSeen", "second"));

        assertNothingFound();
    }

    /** Tables whose writes have another text than a counter's: what is compared, set and marked differs. */
    private static List<Arguments> declarations() {
        Source<Item.Numbered> counter = Sources.COUNTER;
        return List.of(
                arguments("fixed columns", counter, counter.table().fixed("tenant", "ours"), "tenant varchar(20)"),
                arguments(
                        "soft delete",
                        counter,
                        counter.table().softDelete("deleted", 0, 1),
                        "deleted integer NOT NULL"),
                arguments("set to the time", Sources.TIME, Sources.TIME.table(), ""),
                arguments("made by a trigger", Sources.TRIGGER, Sources.TRIGGER.table(), ""),
                arguments("drawn at random", Sources.RANDOM, Sources.RANDOM.table(), ""),
                arguments("from the clock", Sources.COUNTER_FROM_CLOCK, Sources.COUNTER_FROM_CLOCK.table(), ""),
                arguments("compared", Sources.COMPARED, Sources.COMPARED.table(), ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("declarations")
    <R extends Record & Item> void everyDeclaration_passes(
            String name, Source<R> source, Table<R, Long> table, String column) throws SQLException {
        needs(source.needs().toArray(new Feature[0]));
        source.create(database, column);
        Audit ofItems = Audit.of(table);
        DataSource seen = ofItems.watch(database.dataSource());
        VersionedRepository<R, Long> items = database.repository(seen, table);

        R first = items.insert(source.item(7, "first", 1));
        R second = items.update(table.with(first, Map.of("text", "second")));
        R third = items.patch(7L, table.version(second), Map.of("text", "third"));
        assertThat(items.tryUpdate(table.with(first, Map.of("text", "mine"))).isApplied())
                .isFalse();
        assertThat(items.check(third)).isEqualTo(third);
        R fourth = source.canTouch() ? items.touch(third) : third;
        R fifth = items.overwrite(table.with(fourth, Map.of("text", "fifth")), "test");
        items.writeUnversioned(7L, Map.of("seen", "monday"));
        assertThat(items.updateWhere(Map.of("text", "sixth"), "text = ?", "fifth"))
                .isEqualTo(1);
        assertThat(items.tryDelete(fifth).isApplied()).isFalse();
        List<R> many = items.insertAll(IntStream.range(100, 100 + MANY)
                .mapToObj(i -> source.item(i, "first", i))
                .toList());
        many = items.updateAll(many.stream()
                .map(row -> table.with(row, Map.of("text", "second")))
                .toList());
        many = items.patchAll(many.stream()
                .map(row -> new Edit<>(row, table.with(row, Map.of("amount", 0))))
                .toList());
        try (Connection connection = seen.getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<R, Long> joined = items.on(connection);
            many = joined.updateAll(many.stream()
                    .map(row -> table.with(row, Map.of("text", "third")))
                    .toList());
            connection.commit();
        }
        assertThat(items.deleteAll(many)).hasSize(MANY);
        items.delete(items.get(7L));

        AuditReport report = ofItems.report();
        assertThat(report.isEmpty()).as(report.toText()).isTrue();
        try (Connection connection = seen.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE items SET text = 'secret'"))
                    .isNotNegative();
        }
        boolean isProof = table.versions().isMadeByDatabase();
        assertThat(ofItems.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.lacks())
                        .containsExactlyElementsOf(
                                isProof
                                        ? List.of(Finding.Lack.CHECK)
                                        : List.of(Finding.Lack.CHECK, Finding.Lack.ADVANCE)));
    }

    @Test
    void nullVersions_pass() {
        VersionedRepository<Account, Long> adopting = database.repository(watched, Account.TABLE.adoptNullVersions());
        Account ann = adopting.insert(Account.of("Ann", 10));

        adopting.delete(adopting.updateAll(List.of(adopting.update(ann.withOwner("Anne"))))
                .get(0));

        assertNothingFound();
    }

    @Test
    void batches_pass() {
        List<Account> rows = inserted(MANY);
        accounts.touch(rows.get(3));
        accounts.delete(rows.get(5));

        assertThat(accounts.tryUpdateAll(
                        rows.stream().map(row -> row.withOwner("mine")).toList()))
                .hasSize(MANY);
        List<Account> now = accounts.findAll(rows.stream().map(Account::id).toList());
        now = accounts.patchAll(
                now.stream().map(row -> new Edit<>(row, row.withBalance(99))).toList());
        Map<Long, Account> moved = accounts.updateVersions(
                Map.of(
                        now.get(0).id(),
                        now.get(0).version(),
                        now.get(1).id(),
                        now.get(1).version()),
                Map.of("owner", "both"));
        assertThat(moved).hasSize(2);
        assertThat(accounts.tryDeleteAll(now)).hasSize(MANY - 1);

        assertNothingFound();
    }

    @Test
    void batchesInATransaction_pass() {
        versioned.useTransaction(transaction -> {
            List<Account> rows = transaction
                    .rows(Account.TABLE)
                    .insertAll(IntStream.range(0, MANY)
                            .mapToObj(i -> Account.of("owner " + i, i))
                            .toList());
            rows = transaction.rows(Account.TABLE).updateAll(rows);
            assertThat(transaction.rows(Account.TABLE).deleteAll(rows)).hasSize(MANY);
        });

        assertNothingFound();
    }

    @Test
    void bulk_passes() {
        inserted(3);

        assertThat(accounts.updateWhere(Map.of("owner", "late"), "balance < ?", 2))
                .isEqualTo(2);

        assertNothingFound();
    }

    @Test
    void stream_passes() {
        BatchWriter<Account, Long> writer =
                BatchWriter.of(versioned, Account.TABLE).withRowsPerChunk(10);

        assertThat(writer.insertAll(IntStream.range(0, MANY).mapToObj(i -> Account.of("owner " + i, i)))
                        .written())
                .isEqualTo(MANY);

        assertNothingFound();
    }

    @Test
    void changeSet_passes() {
        VersionedRepository<Orders.Order, Long> orders = versioned.repository(Orders.ORDERS);
        VersionedRepository<Orders.Line, Long> lines = versioned.repository(Orders.LINES);
        Orders.Order order = orders.insert(new Orders.Order(0, "Ann", 0));
        List<Orders.Line> stored = List.of(
                lines.insert(new Orders.Line(0, order.id(), "chair", 1, 0)),
                lines.insert(new Orders.Line(0, order.id(), "table", 1, 0)),
                lines.insert(new Orders.Line(0, order.id(), "lamp", 1, 0)));

        ChangeSet.Result result = versioned.apply(ChangeSet.under("order", Orders.ORDERS, order)
                .update("lines[0]", Orders.LINES, stored.get(0).withQuantity(2))
                .touch("lines[1]", Orders.LINES, stored.get(1))
                .delete("lines[2]", Orders.LINES, stored.get(2))
                .insert("lines[3]", Orders.LINES, new Orders.Line(0, order.id(), "rug", 5, 0)));

        assertThat(result.row("order", Orders.Order.class).version()).isEqualTo(2);
        assertNothingFound();
    }

    /** Else nothing would be looked at above. */
    @Test
    void statementOfOthers_isFound() throws SQLException {
        inserted(1);

        try (Connection connection = watched.getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("UPDATE accounts SET owner = 'secret'"))
                    .isEqualTo(1);
        }

        assertThat(audit.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.UPDATE);
            assertThat(finding.table()).isEqualTo("accounts");
            assertThat(finding.lacks()).containsExactly(Finding.Lack.CHECK, Finding.Lack.ADVANCE);
            assertThat(finding.statement()).isEqualTo("UPDATE accounts SET owner = ?");
            assertThat(finding.site().getMethodName()).isEqualTo("statementOfOthers_isFound");
            assertThat(finding.count()).isEqualTo(1);
        });
    }

    /** An overwrite passes because of who sends it, not because of its text. */
    @Test
    void overwriteOfOthers_isFound() throws SQLException {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        VersionedRepository<Account, Long> counted =
                database.repository(audit.watch(counting.dataSource()), Account.TABLE);
        Account ann = counted.insert(Account.of("Ann", 10));
        counting.drain();
        counted.overwrite(ann, "test");
        String sql = counting.drain().stream()
                .filter(sent -> sent.startsWith("UPDATE"))
                .findFirst()
                .orElseThrow();
        assertNothingFound();

        try (Connection connection = watched.getConnection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, "Ann");
            statement.setBigDecimal(2, Account.money("1.00"));
            statement.setLong(3, ann.id());
            statement.execute();
        }

        assertThat(audit.report().findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.lacks()).containsExactly(Finding.Lack.CHECK));
    }
}
