package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
