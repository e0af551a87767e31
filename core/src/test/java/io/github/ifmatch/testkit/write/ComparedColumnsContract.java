package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Retry;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A table that has no version: what its columns hold is compared, and nothing is called unchanged that is not. */
public abstract class ComparedColumnsContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.comparing();
    private static final Table<Account, Long> BY_OWNER = Account.TABLE.comparing("owner");

    private Database of;
    private VersionedRepository<Account, Long> rows;

    @BeforeEach
    void makeRows() {
        needs(Feature.COMPARED_COLUMNS);
        database.drop("accounts");
        database.execute("CREATE TABLE accounts (id {identity}, owner varchar(50), balance numeric(12, 2) NOT NULL)");
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** As it stands in the table: whatever answered it, its version is the one that a query shows. */
    private Account stored(Account row) {
        assertThat(row.version()).isNotNegative();
        assertThat(rows.find(row.id())).contains(row);
        return row;
    }

    private void assertLoses(Account stale) {
        Account current = rows.get(stale.id());
        Account mine = stale.withOwner("Mine");
        assertThat(rows.tryUpdate(mine)).isEqualTo(new Conflict<>(TABLE, stale.id(), stale.version(), mine, current));
        assertThat(rows.tryPatch(stale.id(), stale.version(), Map.of("owner", "Mine")))
                .isInstanceOf(Conflict.class);
        assertThat(rows.tryDelete(stale.id(), stale.version())).isInstanceOf(Conflict.class);
        assertThat(rows.tryDelete(stale)).isInstanceOf(Conflict.class);
        assertThat(rows.tryCheck(stale)).isInstanceOf(Conflict.class);
        assertThat(rows.get(stale.id())).isEqualTo(current);
    }

    @Test
    void everyVerb() {
        of.verify(TABLE);
        Account first = stored(rows.insert(ann(7)));
        Account second = stored(rows.update(first.withOwner("Anne")));
        Account third = stored(rows.patch(second, second.withOwner("Anna")));
        Account fourth = stored(rows.patch(7L, third.version(), Map.of("owner", "Dan")));
        Account fifth = stored(rows.overwrite(first.withOwner("Eve"), "test"));
        Account sixth = stored(rows.modify(7L, row -> row.withBalance(20)));
        Account last = stored(rows.update(fifth.withOwner("Bob"), TABLE.mergeFrom(fifth)));

        assertThat(last)
                .isEqualTo(ann(7).withOwner("Bob").withBalance(20).scaled().withVersion(last.version()));
        assertThat(Stream.of(first, second, third, fourth, fifth, sixth, last).map(Account::version))
                .doesNotHaveDuplicates();
        Stream.of(first, second, third, fourth, fifth, sixth).forEach(this::assertLoses);
        assertThat(rows.tryCheck(last)).isEqualTo(new Applied<>(last));
        assertThat(rows.delete(last)).isEqualTo(last);
        assertThat(rows.tryUpdate(last)).isEqualTo(new Missing<>(TABLE, 7L));
        assertThat(rows.tryDelete(last)).isEqualTo(new Missing<>(TABLE, 7L));
    }

    @Test
    void insert() {
        Account seven = stored(rows.insert(ann(7)));
        Account other = stored(rows.insert(Account.of("Ann", 10)));

        assertThat(other.version()).isEqualTo(seven.version());
        assertThat(rows.tryInsert(ann(7).withOwner("Eve")))
                .isEqualTo(new Conflict<>(TABLE, "insert", 7L, 0, ann(7).withOwner("Eve"), seven));
        assertThat(rows.tryInsert(ann(7))).isInstanceOf(Conflict.class);
        assertThat(rows.get(7L)).isEqualTo(seven);
    }

    /** What changes nothing is written, and leaves every holder of the row where it was. */
    @Test
    void sameValues() {
        Account first = rows.insert(ann(7));

        assertThat(rows.tryUpdate(first)).isEqualTo(new Applied<>(first));
        assertThat(rows.tryPatch(7L, first.version(), Map.of("owner", "Ann"))).isEqualTo(new Applied<>(first));
        assertThat(rows.tryUpdateAll(List.of(first))).containsExactly(new Applied<>(first));
        assertThat(rows.overwrite(first, "test")).isEqualTo(first);
        Account inside = of.inTransaction(transaction -> transaction.rows(TABLE).update(first));
        assertThat(inside).isEqualTo(first);
        assertThat(rows.update(first.withOwner("Anne")).owner()).isEqualTo("Anne");
    }

    /** A program that knows nothing of versions cannot forget them. */
    @Test
    void plainStatement() {
        Account first = rows.insert(ann(7));

        database.execute("UPDATE accounts SET balance = 11 WHERE id = 7");

        assertLoses(first);
    }

    /** What a counter would have told, and nothing else can: the row is as it was read. */
    @Test
    void changedBack() {
        Account first = rows.insert(ann(7));
        rows.update(rows.update(first.withOwner("Eve")).withOwner("Ann"));
        Account again = rows.get(7L);

        assertThat(again).isEqualTo(first);
        assertThat(rows.update(first.withOwner("Anne")).owner()).isEqualTo("Anne");
        rows.delete(rows.get(7L));
        assertThat(rows.insert(ann(7))).isEqualTo(first);
        assertThat(rows.delete(first)).isEqualTo(first);
    }

    @Test
    void forgedVersions() {
        Account ann = rows.insert(ann(7));

        for (long version : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, ~ann.version(), ann.version() + 1}) {
            assertThat(rows.tryPatch(7L, version, Map.of())).isInstanceOf(Conflict.class);
            assertThat(rows.tryUpdate(ann.withVersion(version))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, version)).isInstanceOf(Conflict.class);
        }
        assertThat(rows.get(7L)).isEqualTo(ann);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(long id, String one, String other, byte[] bytes, long version) {}

    /** NULL is not empty, no letter moves from one column to the next, and texts that differ in case are two. */
    @Test
    void exact() {
        Table<Pair, Long> table =
                Table.of(Pair.class, Long.class).named("pairs").comparing();
        database.drop("pairs");
        database.execute(
                "CREATE TABLE pairs (id bigint PRIMARY KEY, one varchar(50), other varchar(50), bytes {binary(20)})");
        VersionedRepository<Pair, Long> pairs = database.repository(table);
        of.verify(table);
        String[] texts = {
            null, "", " ", "-", ",", "a", "A", "ab", "b", "a ", "a,b", "\u0430", "NULL", "\\N", "61", "0061"
        };
        byte[][] bytes = {null, {}, {0}, {0, 0}, {'a'}, {(byte) 0xff}, {(byte) 0xfe}};
        long id = 0;
        List<Long> versions = new ArrayList<>();
        for (String one : texts) {
            for (String other : texts) {
                versions.add(pairs.insert(new Pair(++id, one, other, null, 0)).version());
            }
        }
        for (byte[] some : bytes) {
            versions.add(pairs.insert(new Pair(++id, "bytes", "", some, 0)).version());
        }

        assertThat(versions).doesNotHaveDuplicates();
    }

    /** Of columns that are not compared, nobody finds out what others write; and whoever writes the row writes them. */
    @Test
    void notCompared() {
        VersionedRepository<Account, Long> byOwner = database.repository(BY_OWNER);
        of.verify(BY_OWNER);
        Account first = byOwner.insert(ann(7));

        Account patched = byOwner.patch(7L, first.version(), Map.of("balance", Account.money("20.00")));
        Account patchedAgain = byOwner.patch(7L, first.version(), Map.of("balance", Account.money("30.00")));

        assertThat(patched).isEqualTo(first.withBalance(20).scaled());
        assertThat(patchedAgain).isEqualTo(first.withBalance(30).scaled());
        assertThat(byOwner.tryCheck(first).isApplied()).isTrue();
        Account second = byOwner.update(first.withOwner("Anne"));
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.balance()).isEqualByComparingTo("10");
        assertThat(byOwner.tryPatch(7L, first.version(), Map.of("balance", Account.money("20.00"))))
                .isInstanceOf(Conflict.class);
        assertThat(byOwner.get(7L)).isEqualTo(second);
    }

    private record Seen(long id, String name, String lastSeen, Integer nameLength, long version) {

        static final Table<Seen, Long> TABLE = Table.of(Seen.class, Long.class)
                .named("profiles")
                .unversioned("lastSeen")
                .generated("nameLength");
    }

    @Test
    void unversioned_generated() {
        database.drop("profiles");
        database.execute("CREATE TABLE profiles (id {identity}, name varchar(50) NOT NULL, last_seen varchar(50),"
                + " name_length integer GENERATED ALWAYS AS ({length(name)}) {stored})");
        VersionedRepository<Seen, Long> seen = database.repository(Seen.TABLE.comparing());
        VersionedRepository<Seen, Long> byLength = database.repository(Seen.TABLE.comparing("nameLength"));
        Seen first = seen.insert(new Seen(7, "Ann", "monday", null, 0));

        Seen later = seen.writeUnversioned(7L, Map.of("lastSeen", "tuesday"));
        Seen held = byLength.get(7L);
        seen.update(new Seen(7, "Eve", "", null, first.version()));

        assertThat(later).isEqualTo(new Seen(7, "Ann", "tuesday", 3, first.version()));
        assertThat(seen.tryUpdate(first)).isInstanceOf(Conflict.class);
        assertThat(byLength.update(held).name()).isEqualTo("Ann");
        assertThat(byLength.update(new Seen(7, "Anne", "", null, held.version()))
                        .nameLength())
                .isEqualTo(4);
        assertThat(byLength.tryUpdate(held)).isInstanceOf(Conflict.class);
    }

    @Test
    void batches() {
        List<Account> first = rows.insertAll(List.of(ann(7), ann(8), ann(9)));
        first.forEach(this::stored);
        rows.insertAll(List.of(Account.of("Bob", 1), Account.of("Cid", 1))).forEach(this::stored);
        Account other = stored(rows.update(first.get(1).withOwner("Eve")));
        rows.delete(first.get(2));

        assertThat(rows.tryUpdateAll(
                        first.stream().map(row -> row.withOwner("Anne")).toList()))
                .satisfiesExactly(
                        one -> assertThat(stored(one.orElseThrow()).owner()).isEqualTo("Anne"),
                        two -> assertThat(two)
                                .isEqualTo(new Conflict<>(
                                        TABLE,
                                        8L,
                                        first.get(1).version(),
                                        first.get(1).withOwner("Anne"),
                                        other)),
                        three -> assertThat(three).isEqualTo(new Missing<>(TABLE, 9L)));
        Account seven = rows.get(7L);
        assertThatThrownBy(() -> rows.updateAll(List.of(seven.withOwner("Fay"), first.get(1))))
                .isInstanceOf(RefusedException.class);
        assertThat(rows.get(7L)).isEqualTo(seven);
        rows.patchAll(List.of(new Edit<>(seven, seven.withOwner("Eve")), new Edit<>(other, other.withBalance(3))))
                .forEach(this::stored);
        rows.updateVersions(Map.of(7L, rows.get(7L).version(), 8L, rows.get(8L).version()), Map.of("owner", "Dan"))
                .values()
                .forEach(this::stored);
        assertThat(BatchWriter.of(of, TABLE)
                        .withRowsPerChunk(1)
                        .updateAll(rows.findAll(List.of(7L, 8L)).stream().map(row -> row.withOwner("Gus")))
                        .written())
                .isEqualTo(2);
        assertThat(rows.tryDeleteAll(List.of(seven, rows.get(8L))))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(Conflict.class),
                        two -> assertThat(two).isInstanceOf(Applied.class));
        assertThat(rows.find(8L)).isEmpty();
    }

    @Test
    void updateWhere() {
        Account first = rows.insert(ann(7));

        assertThat(rows.updateWhere(Map.of("owner", "Eve"), "owner = ? AND balance > ?", "Ann", 5))
                .isEqualTo(1);

        assertThat(stored(rows.get(7L)).owner()).isEqualTo("Eve");
        assertLoses(first);
    }

    @Test
    void changeSet_inTransaction() throws Exception {
        Account first = rows.insert(ann(7));

        ChangeSet.Result result = of.apply(
                ChangeSet.empty().update("one", TABLE, first.withOwner("Anne")).insert("other", TABLE, ann(8)));
        Account second = stored(result.row("one", Account.class));
        stored(result.row("other", Account.class));
        assertThatThrownBy(() -> of.apply(ChangeSet.empty()
                        .delete("other", TABLE, rows.get(8L))
                        .update("one", TABLE, first.withOwner("Eve"))))
                .isInstanceOf(RefusedException.class);
        assertThat(rows.find(8L)).isPresent();
        try (Connection connection = begin()) {
            VersionedRows<Account, Long> inside = rows.on(connection);
            Account third = inside.update(second.withOwner("Eve"));
            assertThat(inside.tryUpdate(second.withOwner("Fay")))
                    .isEqualTo(new Conflict<>(TABLE, 7L, second.version(), second.withOwner("Fay"), third));
            assertThat(inside.update(third.withBalance(5)).owner()).isEqualTo("Eve");
            connection.commit();
        }
        assertThat(rows.get(7L).balance()).isEqualByComparingTo("5");
    }

    /** It would change nothing, and so keep nobody from writing. */
    @Test
    void touch() {
        Account first = rows.insert(ann(7));
        String refusal = "accounts cannot be touched: its version is made of the columns that are compared, and none of"
                + " them would change; give the table a version, or let check(row) hold the row until the transaction"
                + " ends. Nothing was written.";

        assertThatThrownBy(() -> rows.tryTouch(first))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() ->
                        of.apply(ChangeSet.empty().insert("new", TABLE, ann(8)).touch("old", TABLE, first)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage(refusal);
        assertThatThrownBy(() -> of.apply(ChangeSet.under("root", TABLE, first).insert("new", TABLE, ann(8))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(rows.find(8L)).isEmpty();
        assertThatThrownBy(() -> of.apply(ChangeSet.under("root", TABLE, first)
                        .update("root", TABLE, first)
                        .insert("new", TABLE, ann(8))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(rows.find(8L)).isEmpty();
    }

    @Test
    void looksApplied() {
        Account first = rows.insert(ann(7));
        rows.update(first.withOwner("Anne"));

        assertThat(((Conflict<Account>) rows.tryUpdate(first.withOwner("Anne"))).looksApplied())
                .isTrue();
        assertThat(((Conflict<Account>) rows.tryUpdate(first.withOwner("Eve"))).looksApplied())
                .isFalse();
    }

    @Test
    void http() {
        Account first = rows.insert(ann(7));
        RowTags<Account, Long> tags = RowTags.of(TABLE);
        Account second = rows.update(first.withOwner("Anne"));
        ConditionalRows<Account, Long> conditional = ConditionalRows.of(rows);

        assertThat(tags.of(first)).hasToString("\"" + first.version() + "\"");
        assertThat(tags.version(7L, tags.of(second))).hasValue(second.version());
        Outcome<Account> refused = conditional.tryPut(first.withOwner("Eve"), AcceptableVersions.only(first.version()));
        assertThat(refused).isInstanceOf(Conflict.class);
        assertThat(conditional
                        .tryPut(first.withOwner("Eve"), AcceptableVersions.only(second.version()))
                        .orElseThrow()
                        .owner())
                .isEqualTo("Eve");
    }

    /** Of writers who have all read the same row, one wins, and the others are told of that one's row, or of a later one. */
    @Test
    void race_oneBase() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        for (int round = 0; round < 25; round++) {
            Account base = rows.insert(Account.of("Ann", 10));
            List<Outcome<Account>> outcomes = Crowd.of(4, thread -> rows.tryUpdate(base.withOwner("writer " + thread)));

            assertThat(outcomes.stream().filter(Outcome::isApplied)).hasSize(1);
            Account winner = outcomes.stream()
                    .filter(Outcome::isApplied)
                    .findFirst()
                    .orElseThrow()
                    .orElseThrow();
            assertThat(outcomes.stream().filter(outcome -> !outcome.isApplied()))
                    .allSatisfy(outcome ->
                            assertThat(((Conflict<Account>) outcome).current()).isEqualTo(winner));
            assertThat(rows.get(base.id())).isEqualTo(winner);
        }
    }

    @Test
    void race_modify() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        Account unused = rows.insert(ann(7).withBalance(0));
        Retry often = Retry.upTo(1_000).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

        List<Boolean> done = Crowd.of(4, thread -> {
            for (int i = 0; i < 25; i++) {
                Account next =
                        rows.modify(7L, row -> row.withBalance(row.balance().intValue() + 1), often);
                assertThat(next.version()).isNotNegative();
            }
            return true;
        });

        assertThat(done).containsOnly(true);
        assertThat(rows.get(7L).balance()).isEqualByComparingTo("100");
    }

    /** Batches of one base: each row is written once, whichever of them is there first. */
    @Test
    void race_batches() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        List<Account> base = rows.insertAll(
                Stream.generate(() -> Account.of("Ann", 10)).limit(20).toList());

        List<List<Outcome<Account>>> outcomes = Crowd.of(
                3,
                thread -> rows.tryUpdateAll(base.stream()
                        .map(row -> row.withOwner("writer " + thread))
                        .toList()));

        for (int i = 0; i < base.size(); i++) {
            int place = i;
            assertThat(outcomes.stream().filter(each -> each.get(place).isApplied()))
                    .hasSize(1);
        }
    }

    @Test
    void oldSnapshot() throws Exception {
        Account first = rows.insert(ann(7));

        try (Connection connection = begin(Isolation.REPEATABLE_READ)) {
            VersionedRows<Account, Long> inside = rows.on(connection);
            assertThat(inside.get(7L)).isEqualTo(first);
            Account second = rows.update(first.withOwner("Anne"));
            assertThatThrownBy(() -> inside.tryUpdate(second.withOwner("Eve")))
                    .isInstanceOf(SerializationException.class);
            connection.rollback();
            assertThat(rows.get(7L)).isEqualTo(second);
        }
    }

    /** Whether it stands or not: the row may be changed back meanwhile, and then it would be made twice. */
    @Test
    void lostAtCommit() {
        Account first = rows.insert(ann(7));
        FaultyDataSource faulty = FaultyDataSource.of(pool(config -> config.setAutoCommit(false)));
        faulty.inject(FaultyDataSource.failingAfter("COMMIT"::equals, "08006"));
        VersionedRepository<Account, Long> unlucky = database.repository(faulty.dataSource(), TABLE);

        assertThatThrownBy(() -> unlucky.tryUpdate(first.withOwner("Anne")))
                .isInstanceOf(UnknownOutcomeException.class)
                .hasMessageEndingWith("if that is unknown, look before you send it again, it could be made twice.");
        assertThat(rows.get(7L).owner()).isEqualTo("Anne");
    }

    /** What a trigger makes of a write is what its version is made of. */
    @Test
    void edited() {
        meddle(Meddling.EDITS_OWNER, "accounts");
        Account first = stored(rows.insert(ann(7)));
        Account second = stored(rows.update(first.withOwner("Anne")));

        assertThat(first.owner()).isEqualTo("ANN");
        assertThat(second.owner()).isEqualTo("ANNE");
        assertThat(stored(rows.updateAll(List.of(second.withOwner("eve"))).get(0))
                        .owner())
                .isEqualTo("EVE");
        assertLoses(second);
    }

    @Test
    void readBack() {
        VersionedRepository<Account, Long> readBack = database.repository(TABLE.readBack());
        Account first = stored(readBack.insert(ann(7)));
        Account second = stored(readBack.update(first.withOwner("Anne")));

        assertThat(readBack.tryUpdate(first)).isInstanceOf(Conflict.class);
        assertThat(readBack.delete(second)).isEqualTo(second);
    }
}
