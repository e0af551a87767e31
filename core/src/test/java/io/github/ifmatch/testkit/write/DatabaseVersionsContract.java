package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.type.VersionSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Versions that the database makes, each of them lower than the one before: whatever took the higher one for the newer, or reckoned
 * with the next number, would be found.
 */
public abstract class DatabaseVersionsContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.versions(VersionSource.DATABASE);
    private static final long FIRST = 1_000_000;
    private static final int STEP = 7;

    private Database of;
    private VersionedRepository<Account, Long> rows;

    @BeforeEach
    void makeRows() {
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id {identity}, owner varchar(50) NOT NULL,"
                + " balance numeric(12, 2) NOT NULL, version bigint DEFAULT " + FIRST + " NOT NULL)");
        meddle(Meddling.LOWERS_VERSION, "accounts");
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** The row after so many writes. */
    private static Account after(int writes, Account row) {
        return row.withVersion(FIRST - (long) STEP * writes);
    }

    private void assertStored(Account... expected) {
        assertThat(rows.findAll(Stream.of(expected).map(Account::id).toList())).containsExactly(expected);
    }

    @Test
    void insert() {
        assertThat(rows.insert(Account.of("Ann", 10)).version()).isEqualTo(FIRST);
        assertThat(rows.insert(ann(70).withVersion(3))).isEqualTo(after(0, ann(70)));
        assertThat(rows.insertAll(List.of(ann(71), ann(72)))).containsExactly(after(0, ann(71)), after(0, ann(72)));
        assertThat(rows.insertAll(List.of(Account.of("Bob", 1), Account.of("Cid", 1))))
                .allMatch(row -> row.version() == FIRST);
    }

    @Test
    void update() {
        Account first = rows.insert(ann(7));

        Account second = rows.update(first.withOwner("Anne"));
        Account third = rows.update(second);

        assertThat(second).isEqualTo(after(1, ann(7).withOwner("Anne")));
        assertThat(third).isEqualTo(after(2, ann(7).withOwner("Anne")));
        assertThat(rows.tryUpdate(first.withOwner("Eve")))
                .isEqualTo(new Conflict<>(TABLE, 7L, FIRST, first.withOwner("Eve"), third));
        assertThat(rows.tryUpdate(ann(8))).isEqualTo(new Missing<>(TABLE, 8L));
        assertStored(third);
    }

    @Test
    void patch() {
        Account first = rows.insert(ann(7));

        Account second = rows.patch(first, first.withOwner("Anne"));
        Account third = rows.patch(7L, second.version(), Map.of("owner", "Anna"));

        assertThat(third).isEqualTo(after(2, ann(7).withOwner("Anna")));
        assertThat(rows.tryPatch(7L, second.version(), Map.of("owner", "Eve")))
                .isEqualTo(new Conflict<>(
                        TABLE,
                        "patch",
                        7L,
                        second.version(),
                        second.withOwner("Eve").withVersion(second.version()),
                        third));
        assertThat(rows.patch(third, third)).isEqualTo(third);
        assertThatThrownBy(() -> rows.patch(7L, second.version(), Map.of())).isInstanceOf(ConflictException.class);
    }

    @Test
    void delete() {
        Account first = rows.insert(ann(7));
        Account second = rows.touch(first);

        assertThat(second).isEqualTo(after(1, ann(7)));
        assertThat(rows.tryDelete(first)).isEqualTo(new Conflict<>(TABLE, "delete", 7L, FIRST, first, second));
        assertThat(rows.tryDelete(7L, FIRST)).isEqualTo(new Conflict<>(TABLE, "delete", 7L, FIRST, second, second));
        assertThat(rows.delete(7L, second.version())).isEqualTo(second);
        assertThat(rows.tryTouch(second)).isEqualTo(new Missing<>(TABLE, 7L));
    }

    @Test
    void overwrite_updateWhere() {
        Account first = rows.insert(ann(7));
        Account second = rows.update(first.withOwner("Anne"));

        assertThat(rows.overwrite(first.withOwner("Eve"), "test")).isEqualTo(after(2, ann(7).withOwner("Eve")));
        assertThat(rows.updateWhere(Map.of("owner", "Ann"), "owner = ?", "Eve")).isEqualTo(1);
        assertThat(rows.tryUpdate(second)).isInstanceOf(Conflict.class);
        assertStored(after(3, ann(7)));
    }

    @Test
    void check() {
        Account first = rows.insert(ann(7));
        Account second = rows.touch(first);

        assertThat(rows.tryCheck(second)).isEqualTo(new Applied<>(second));
        assertThat(rows.tryCheck(first)).isEqualTo(new Conflict<>(TABLE, "check", 7L, FIRST, first, second));
    }

    @Test
    void modify_merge() {
        Account first = rows.insert(ann(7));
        Account second = rows.modify(7L, row -> row.withBalance(20));

        assertThat(second).isEqualTo(after(1, ann(7).withBalance(20).scaled()));
        assertThat(rows.update(first.withOwner("Anne"), TABLE.mergeFrom(first)))
                .isEqualTo(after(2, ann(7).withOwner("Anne").withBalance(20).scaled()));
    }

    @Test
    void batches() {
        List<Account> first = rows.insertAll(List.of(ann(7), ann(8), ann(9)));
        Account other = rows.touch(first.get(1));
        rows.delete(first.get(2));

        List<Outcome<Account>> outcomes = rows.tryUpdateAll(
                first.stream().map(row -> row.withOwner("Anne")).toList());

        assertThat(outcomes)
                .containsExactly(
                        new Applied<>(after(1, ann(7).withOwner("Anne"))),
                        new Conflict<>(TABLE, 8L, FIRST, first.get(1).withOwner("Anne"), other),
                        new Missing<>(TABLE, 9L));
        assertThatThrownBy(() -> rows.updateAll(first)).isInstanceOf(RefusedException.class);
        assertThat(rows.tryUpdateVersions(Map.of(7L, FIRST - STEP, 8L, FIRST), Map.of("owner", "Eve")))
                .satisfies(by -> assertThat(by.get(7L)).isEqualTo(new Applied<>(after(2, ann(7).withOwner("Eve")))))
                .satisfies(by -> assertThat(by.get(8L)).isInstanceOf(Conflict.class));
        Account eve = rows.get(7L);
        assertThat(rows.patchAll(
                        List.of(new Edit<>(eve, eve.withOwner("Ann")), new Edit<>(other, other.withOwner("Bob")))))
                .containsExactly(after(3, ann(7)), after(2, ann(8).withOwner("Bob")));
        assertThat(rows.tryDeleteAll(List.of(eve, rows.get(8L))))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(Conflict.class),
                        two -> assertThat(two).isInstanceOf(Applied.class));
        assertThat(rows.find(8L)).isEmpty();
    }

    @Test
    void batchWriter() {
        List<Account> first = rows.insertAll(List.of(ann(7), ann(8)));

        BatchReport report = BatchWriter.of(of, TABLE)
                .withRowsPerChunk(1)
                .updateAll(first.stream().map(row -> row.withOwner("Anne")));

        assertThat(report.written()).isEqualTo(2);
        assertStored(after(1, ann(7).withOwner("Anne")), after(1, ann(8).withOwner("Anne")));
    }

    @Test
    void changeSet() {
        Account first = rows.insert(ann(7));
        Account second = rows.touch(rows.insert(ann(8)));

        ChangeSet.Result result = of.apply(
                ChangeSet.empty().update("one", TABLE, first.withOwner("Anne")).touch("other", TABLE, second));

        assertThat(result.row("one", Account.class)).isEqualTo(after(1, ann(7).withOwner("Anne")));
        assertThat(result.row("other", Account.class)).isEqualTo(after(2, ann(8)));
        assertThatThrownBy(() -> of.apply(ChangeSet.empty().touch("one", TABLE, first)))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void inTransaction_writtenTwice() throws Exception {
        Account first = rows.insert(ann(7));

        try (Connection connection = begin()) {
            Account second = rows.on(connection).update(first.withOwner("Anne"));
            Account third = rows.on(connection).touch(second);
            assertThat(rows.on(connection).tryTouch(second))
                    .isEqualTo(new Conflict<>(TABLE, "touch", 7L, second.version(), second, third));
            connection.commit();
        }

        assertStored(after(2, ann(7).withOwner("Anne")));
    }

    /** A version that it would have left is not known, so its values alone tell. */
    @Test
    void looksApplied() {
        Account first = rows.insert(ann(7));
        rows.update(first.withOwner("Anne"));

        assertThat(((Conflict<Account>) rows.tryUpdate(first.withOwner("Anne"))).looksApplied())
                .isTrue();
        assertThat(((Conflict<Account>) rows.tryUpdate(first.withOwner("Eve"))).looksApplied())
                .isFalse();
        assertThat(((Conflict<Account>) rows.tryInsert(ann(7))).looksApplied()).isFalse();
    }

    @Test
    void http() {
        Account first = rows.insert(ann(7));
        RowTags<Account, Long> tags = RowTags.of(TABLE);
        Account second = rows.touch(first);
        ConditionalRows<Account, Long> conditional = ConditionalRows.of(rows);

        assertThat(tags.of(first)).hasToString("\"1000000\"");
        assertThat(tags.version(7L, tags.of(second))).hasValue(second.version());
        Outcome<Account> refused = conditional.tryPut(first, AcceptableVersions.only(FIRST));
        assertThat(refused).isInstanceOf(Conflict.class);
        assertThat(Problem.of((Conflict<Account>) refused).toMap().get("detail"))
                .asString()
                .contains("was changed by somebody else");
        assertThat(conditional.tryPut(first, AcceptableVersions.only(second.version())))
                .isEqualTo(new Applied<>(after(2, ann(7))));
    }

    @Test
    void race() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        rows.insert(ann(7).withBalance(0));
        Retry often = Retry.upTo(1_000).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

        List<Integer> done = Crowd.of(
                4,
                thread -> IntStream.range(0, 25)
                        .map(i -> {
                            Account unused = rows.modify(
                                    7L, row -> row.withBalance(row.balance().intValue() + 1), often);
                            return 1;
                        })
                        .sum());

        assertThat(done).containsOnly(25);
        assertStored(after(100, ann(7).withBalance(100).scaled()));
    }

    /** Without its trigger the database makes no version: nobody could tell one state of the row from the next. */
    @Test
    void noNewVersion() {
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id {identity}, owner varchar(50) NOT NULL,"
                + " balance numeric(12, 2) NOT NULL, version bigint DEFAULT 5 NOT NULL)");
        VersionedRepository<Account, Long> unmade = database.repository(TABLE);
        Account ann = unmade.insert(ann(7));

        assertThatThrownBy(() ->
                        of.inTransaction(transaction -> transaction.rows(TABLE).update(ann.withOwner("Anne"))))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("accounts 7: after update on version 5 the row shows version 5."
                        + " The database, to which versions are left, must make a new one at each write.");
        assertThat(unmade.get(7L)).isEqualTo(ann);
        assertThatThrownBy(() -> unmade.updateAll(List.of(ann.withOwner("Anne"))))
                .isInstanceOf(MappingException.class);
        assertThat(unmade.get(7L)).isEqualTo(ann);
    }

    @Test
    void declaration() {
        assertThat(TABLE.versions()).isEqualTo(VersionSource.DATABASE);
        of.verify(TABLE);
        assertThatThrownBy(() -> Guard.of(TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("accounts must count its versions, or which one must come next is not known");
        assertThatThrownBy(TABLE::adoptNullVersions)
                .isInstanceOf(MappingException.class)
                .hasMessage("accounts (Account): versions that are left to the database cannot be adopted where they"
                        + " are NULL");
    }
}
