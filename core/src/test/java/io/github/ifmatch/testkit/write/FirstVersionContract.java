package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that never come back: whichever way a row is inserted, it begins above every earlier row of its id. */
public abstract class FirstVersionContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.versions(VersionSource.COUNTER_FROM_CLOCK);

    private Database of;
    private VersionedRepository<Account, Long> rows;
    private final Map<Long, Long> last = new HashMap<>();
    private long begun;

    @BeforeEach
    void makeRows() {
        of = database.database();
        rows = database.repository(TABLE);
        begun = System.currentTimeMillis() * 1_000 - 1;
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** Each of these begins above the clock, and above all that were of its id before, and stands so in the table. */
    private void assertNew(List<Account> stored) {
        assertThat(stored).isNotEmpty();
        for (Account row : stored) {
            assertAbove(row);
            assertThat(rows.find(row.id())).contains(row);
        }
    }

    private void assertAbove(Account row) {
        assertThat(row.version()).isGreaterThan(last.getOrDefault(row.id(), begun));
        last.put(row.id(), row.version());
    }

    @Test
    void insert() {
        assertNew(List.of(rows.insert(Account.of("Ann", 10))));
        assertNew(List.of(rows.insert(ann(7).withVersion(3))));
        assertNew(List.of(rows.tryInsert(ann(8)).orElseThrow()));
        Account inTransaction =
                of.inTransaction(transaction -> transaction.rows(TABLE).insert(ann(9)));
        assertNew(List.of(inTransaction));
    }

    @Test
    void insert_onTheCallersConnection() throws Exception {
        Account stored;
        try (Connection connection = begin()) {
            stored = rows.on(connection).insert(ann(7));
            connection.commit();
        }

        assertNew(List.of(stored));
    }

    @Test
    void insertAll() {
        assertNew(rows.insertAll(List.of(Account.of("Ann", 10), Account.of("Bob", 10), Account.of("Cid", 10))));
        assertNew(rows.insertAll(List.of(ann(701), ann(703), ann(702))));
        assertNew(
                rows.insertAll(List.of(ann(790), Account.of("Bob", 10), ann(780)))); // none is what 790 is followed by
    }

    /** Some of the ids exist: the others are made all the same, and only they. */
    @Test
    void tryInsertAll_someExist() {
        Account bob = rows.insert(ann(702).withOwner("Bob"));

        List<Outcome<Account>> outcomes = rows.tryInsertAll(List.of(ann(701), ann(702), ann(703)));

        assertThat(outcomes.get(1)).isEqualTo(new Conflict<>(TABLE, "insert", 702L, 0, ann(702), bob));
        assertNew(List.of(outcomes.get(0).orElseThrow(), outcomes.get(2).orElseThrow()));
    }

    @Test
    void batchWriter() {
        BatchReport report = BatchWriter.of(of, TABLE).withRowsPerChunk(2).insertAll(Stream.of(ann(1), ann(2), ann(3)));

        assertThat(report.written()).isEqualTo(3);
        assertNew(rows.findAll(List.of(1L, 2L, 3L)));
    }

    @Test
    void changeSet() {
        ChangeSet.Result result = of.apply(ChangeSet.empty()
                .insert("one", TABLE, ann(1))
                .insertFrom("other", TABLE, before -> ann(2).withOwner("Bob")));

        assertNew(List.of(result.row("one", Account.class), result.row("other", Account.class)));
    }

    @Test
    void put() {
        ConditionalRows<Account, Long> conditional = ConditionalRows.of(rows);

        assertNew(
                List.of(conditional.tryPut(ann(1), AcceptableVersions.absence()).orElseThrow()));
        assertNew(List.of(
                conditional.tryPut(ann(2), AcceptableVersions.anything()).orElseThrow()));
    }

    /** As many lives as the machine can make, each of several writes: far more than a coarse clock ticks. */
    @Test
    void deletedAndInsertedAgain() {
        for (int life = 0; life < 100; life++) {
            Account row = rows.insert(ann(7));
            assertAbove(row);
            for (int writes = 0; writes < 5; writes++) {
                row = rows.touch(row);
            }
            last.put(7L, rows.delete(row).version());
        }
    }

    /**
     * An insert may wait in the database while another of its id, with a later number, makes its row and loses it again. Then
     * the row with the earlier number is the later one, and must not show the other's versions with its next writes.
     */
    @Test
    void insertsOfOneId_beginApart() {
        List<Account> lives = new ArrayList<>();
        for (int life = 0; life < 10; life++) {
            List<Account> stored =
                    List.of(rows.insert(ann(7)), rows.insertAll(List.of(ann(8))).get(0));
            rows.deleteAll(stored);
            lives.addAll(stored);
        }

        for (int i = 2; i < lives.size(); i++) {
            assertThat(lives.get(i).version() - lives.get(i - 2).version()).isGreaterThanOrEqualTo(1_024);
        }
    }

    @Test
    void deletedAndInsertedAgain_batches() {
        for (int life = 0; life < 20; life++) {
            List<Account> stored = rows.insertAll(List.of(ann(701), ann(702)));
            stored.forEach(this::assertAbove);
            List<Account> updated = rows.updateAll(rows.updateAll(stored));
            rows.deleteAll(updated).forEach(row -> last.put(row.id(), row.version()));
        }
    }

    /** As a row is that was written more often than the clock has ticked, or before the clock was set back. */
    @Test
    void deletedAheadOfTheClock() {
        rows.insertAll(List.of(ann(701), ann(702), ann(703)));
        database.execute("UPDATE accounts SET version = version + 60000000");

        last.put(701L, rows.delete(rows.get(701L)).version());
        assertNew(List.of(rows.insert(ann(701))));
        rows.deleteAll(rows.findAll(List.of(702L, 703L))).forEach(row -> last.put(row.id(), row.version()));
        assertNew(rows.insertAll(List.of(ann(702), ann(703))));
    }

    @Test
    void laterWrites() {
        Account first = rows.insert(ann(7));
        Account second = rows.update(first.withOwner("Anne"));
        Account third = rows.patch(7L, second.version(), Map.of("owner", "Anna"));
        Account fourth = rows.overwrite(first, "test");

        assertThat(List.of(second.version(), third.version(), fourth.version()))
                .containsExactly(first.version() + 1, first.version() + 2, first.version() + 3);
        assertThat(((Conflict<Account>) rows.tryUpdate(first.withOwner("Anne"))).looksApplied())
                .isFalse();
        assertThat(((Conflict<Account>) rows.tryUpdate(third.withOwner("Ann"))).looksApplied())
                .isTrue();
        assertThat(rows.modify(7L, row -> row.withBalance(20)).version()).isEqualTo(first.version() + 4);
    }

    /** Who still holds the first row does not take the second for it. */
    @Test
    void heldRow_afterAnotherWasInserted() {
        Account held = rows.insert(ann(7));
        rows.delete(held);
        Account second = rows.insert(ann(7).withOwner("Bob"));

        assertThat(rows.tryUpdate(held.withOwner("Anne")))
                .isEqualTo(new Conflict<>(TABLE, 7L, held.version(), held.withOwner("Anne"), second));
        assertThat(rows.tryDelete(held)).isInstanceOf(Conflict.class);
    }

    /** RFC 9110 §8.8.1: a strong tag is never of other content. */
    @Test
    void tag_afterAnotherWasInserted() {
        Preconditions<Account, Long> preconditions = Preconditions.of(RowTags.of(TABLE));
        Account held = rows.insert(ann(7));
        String tag = preconditions.tags().of(held).toString();
        rows.delete(held);
        Account second = rows.insert(ann(7).withOwner("Bob"));

        assertThat(preconditions.evaluate(
                        "GET", HeaderFields.of(Map.of("If-None-Match", List.of(tag))), 7L, Optional.of(second)))
                .isInstanceOf(Decision.Proceed.class);
        assertThat(preconditions.evaluate(
                        "PUT", HeaderFields.of(Map.of("If-Match", List.of(tag))), 7L, Optional.of(second)))
                .isInstanceOf(Decision.PreconditionFailed.class);
        Decision.Proceed unread = (Decision.Proceed) preconditions.evaluate(
                "PUT", HeaderFields.of(Map.of("If-Match", List.of(tag))), 7L, () -> rows.find(7L));
        assertThat(ConditionalRows.of(rows).tryPut(held, unread.versions())).isInstanceOf(Conflict.class);
    }

    /** A message delivered twice: at which version the first one began is not known to the second. */
    @Test
    void insert_looksApplied() {
        rows.insert(ann(7));

        Conflict<Account> again = (Conflict<Account>) rows.tryInsert(ann(7));
        Conflict<Account> other = (Conflict<Account>) rows.tryInsert(ann(7).withOwner("Bob"));

        assertThat(again.looksApplied()).isTrue();
        assertThat(other.looksApplied()).isFalse();
        assertThat(again.expectedVersion()).isZero();
    }

    @Test
    void insert_race() throws Exception {
        List<Outcome<Account>> outcomes = Crowd.of(8, thread -> rows.tryInsert(ann(7).withBalance(thread)));

        List<Account> applied = new ArrayList<>();
        for (Outcome<Account> outcome : outcomes) {
            if (outcome instanceof Applied<Account> one) {
                applied.add(one.row());
            } else {
                assertThat(outcome).isInstanceOf(Conflict.class);
            }
        }
        assertNew(applied);
        assertThat(applied).hasSize(1);
    }

    @Test
    void firstVersion_forStatementsOfOnesOwn() {
        long before = rows.insert(ann(7)).version();
        long first = TABLE.firstVersion();
        database.execute("INSERT INTO accounts (id, owner, balance, version) VALUES (8, 'Bob', 10, " + first + ")");

        assertThat(first).isGreaterThan(before);
        assertThat(rows.touch(rows.get(8L)).version()).isEqualTo(first + 1);
        assertThat(Account.TABLE.firstVersion()).isEqualTo(1);
        assertThat(TABLE.versions()).isEqualTo(VersionSource.COUNTER_FROM_CLOCK);
        assertThat(Account.TABLE.versions()).isEqualTo(VersionSource.COUNTER);
    }

    /** Rows that were there before the table was declared so. */
    @Test
    void declaredLater() {
        Account old = accounts.insert(ann(7));

        assertThat(rows.update(old).version()).isEqualTo(2);
        rows.delete(rows.get(7L));
        assertNew(List.of(rows.insert(ann(7))));
    }

    private record Narrow(long id, int version) {}

    private record Wide(long id, long version) {}

    @Test
    void version_tooNarrow() {
        Table<Narrow, Long> narrow = Table.of(Narrow.class, Long.class).versions(VersionSource.COUNTER_FROM_CLOCK);

        assertThatThrownBy(() -> database.repository(narrow))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "narrow (Narrow): versions that are never reused begin at the clock's, so the version version"
                                + " must be a long: int");
    }

    @Test
    void verify() {
        of.verify(TABLE);
        database.drop("wide");
        database.execute("CREATE TABLE wide (id bigint PRIMARY KEY, version integer NOT NULL)");
        Table<Wide, Long> wide = Table.of(Wide.class, Long.class);
        of.verify(wide);

        needs(Feature.INTEGER_WIDTHS);
        assertThatThrownBy(() -> of.verify(wide.versions(VersionSource.COUNTER_FROM_CLOCK)))
                .isInstanceOf(MappingException.class)
                .hasMessage("wide (Wide) does not fit the database: the version version must be a bigint: versions that"
                        + " are never reused begin at the clock's microseconds");
        assertThat(of.inspect(wide.versions(VersionSource.COUNTER_FROM_CLOCK)).all())
                .extracting(Finding::code)
                .contains("version-too-narrow");
    }

    /** A row of nothing but an id and a version. */
    @Test
    void insert_noOtherColumns() {
        database.drop("wide");
        database.execute("CREATE TABLE wide (id {identity}, version bigint NOT NULL)");
        VersionedRepository<Wide, Long> wide =
                database.repository(Table.of(Wide.class, Long.class).versions(VersionSource.COUNTER_FROM_CLOCK));

        assertThat(wide.insert(new Wide(0, 0)).version()).isGreaterThan(begun);
        assertThat(wide.tryInsert(new Wide(8, 0))).isInstanceOf(Applied.class);
        assertThat(wide.insertAll(List.of(new Wide(9, 0), new Wide(10, 0)))).allMatch(row -> row.version() > begun);
    }
}
