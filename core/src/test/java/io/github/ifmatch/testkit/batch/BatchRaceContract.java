package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Batches that meet other writers, and one another. */
public abstract class BatchRaceContract extends AccountContract {

    private static final int ROWS = 40;

    private List<Account> rows;

    @BeforeEach
    void insertRows() {
        rows = accounts.insertAll(IntStream.range(0, ROWS)
                .mapToObj(i -> Account.of("owner " + i, 0))
                .toList());
    }

    private List<Account> mine() {
        return rows.stream().map(row -> row.withOwner("mine")).toList();
    }

    private static List<Account> reversed(List<Account> rows) {
        List<Account> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        return reversed;
    }

    private interface Winning {
        void write(VersionedRows<Account, Long> rows, Account row);
    }

    /** A batch that waits for another transaction on its 20th row. */
    private List<Outcome<Account>> waitedFor(Winning winning, boolean commits) throws Exception {
        needs(Feature.WAITS_KNOWN);
        try (Connection winner = begin()) {
            winning.write(accounts.on(winner), rows.get(20));
            Future<List<Outcome<Account>>> batch = start(() -> accounts.tryUpdateAll(mine()));
            database.awaitWaiting(1);
            if (commits) {
                winner.commit();
            } else {
                winner.rollback();
            }
            return result(batch);
        }
    }

    private void assertOthersApplied(List<Outcome<Account>> outcomes) {
        for (int place = 0; place < ROWS; place++) {
            if (place != 20) {
                assertThat(outcomes.get(place))
                        .isEqualTo(
                                new Applied<>(rows.get(place).withOwner("mine").withVersion(2)));
            }
        }
    }

    @Test
    void winnerCommits() throws Exception {
        List<Outcome<Account>> outcomes = waitedFor((winner, row) -> winner.update(row.withOwner("theirs")), true);

        assertOthersApplied(outcomes);
        assertThat(outcomes.get(20))
                .isEqualTo(new Conflict<>(
                        Account.TABLE,
                        rows.get(20).id(),
                        1,
                        rows.get(20).withOwner("mine"),
                        rows.get(20).withOwner("theirs").withVersion(2)));
    }

    @Test
    void winnerRollsBack() throws Exception {
        List<Outcome<Account>> outcomes = waitedFor((winner, row) -> winner.update(row.withOwner("theirs")), false);

        assertOthersApplied(outcomes);
        assertThat(outcomes.get(20)).isInstanceOf(Applied.class);
    }

    @Test
    void winnerDeletes() throws Exception {
        List<Outcome<Account>> outcomes = waitedFor((winner, row) -> winner.delete(row), true);

        assertOthersApplied(outcomes);
        assertThat(outcomes.get(20))
                .isEqualTo(new Missing<>(Account.TABLE, rows.get(20).id()));
    }

    @Test
    void winnerTouchesTwice() throws Exception {
        List<Outcome<Account>> outcomes = waitedFor((winner, row) -> winner.touch(winner.touch(row)), true);

        assertOthersApplied(outcomes);
        assertThat(outcomes.get(20))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.currentVersion()).isEqualTo(3));
    }

    @Test
    void deleteAll_winnerCommits() throws Exception {
        needs(Feature.WAITS_KNOWN);
        try (Connection winner = begin()) {
            Account theirs = accounts.on(winner).update(rows.get(7).withOwner("theirs"));
            Future<List<Outcome<Account>>> batch = start(() -> accounts.tryDeleteAll(reversed(rows)));
            database.awaitWaiting(1);
            winner.commit();

            assertThat(result(batch))
                    .filteredOn(outcome -> !outcome.isApplied())
                    .hasSize(1);
            assertThat(stored()).containsExactly(theirs);
        }
    }

    /** The same rows, given in opposite orders, again and again: nobody is a deadlock's victim, and no increment is lost. */
    @Test
    void oppositeOrders_noDeadlockNoLostUpdate() throws Exception {
        List<Integer> applied = Crowd.of(4, thread -> {
            int written = 0;
            for (int i = 0; i < 25; i++) {
                List<Account> read =
                        accounts.findAll(rows.stream().map(Account::id).toList());
                List<Account> raised = read.stream()
                        .map(row -> row.withBalance(row.balance().intValue() + 1))
                        .toList();
                List<Outcome<Account>> outcomes = accounts.tryUpdateAll(thread % 2 == 0 ? raised : reversed(raised));
                written += (int) outcomes.stream().filter(Outcome::isApplied).count();
            }
            return written;
        });

        assertThat(stored().stream().mapToInt(row -> row.balance().intValue()).sum())
                .isEqualTo(applied.stream().mapToInt(count -> count).sum());
        assertThat(stored())
                .allSatisfy(
                        row -> assertThat(row.version()).isEqualTo(row.balance().intValue() + 1));
    }

    private record Token(UUID id, int uses, int version) {}

    /** The same with ids that Java sorts otherwise than most databases do: above the middle, it takes them as negative. */
    @Test
    void oppositeOrders_uuidIds() throws Exception {
        needs(Feature.UUIDS);
        database.drop("tokens");
        database.execute(
                "CREATE TABLE tokens (id {uuid} PRIMARY KEY, uses integer NOT NULL, version integer NOT NULL)");
        VersionedRepository<Token, UUID> tokens =
                database.repository(Table.of(Token.class, UUID.class).named("tokens"));
        List<UUID> ids = IntStream.range(0, ROWS)
                .mapToObj(i -> new UUID(i * 0x9E3779B97F4A7C15L, i))
                .toList();
        tokens.insertAll(ids.stream().map(id -> new Token(id, 0, 0)).toList());

        List<Integer> applied = Crowd.of(4, thread -> {
            int written = 0;
            for (int i = 0; i < 15; i++) {
                List<Token> used = new ArrayList<>(tokens.findAll(ids));
                used.replaceAll(token -> new Token(token.id(), token.uses() + 1, token.version()));
                if (thread % 2 == 1) {
                    Collections.reverse(used);
                }
                List<Outcome<Token>> outcomes = tokens.tryUpdateAll(used);
                written += (int) outcomes.stream().filter(Outcome::isApplied).count();
            }
            return written;
        });

        List<Token> stored = tokens.findAll(ids);
        assertThat(stored.stream().mapToInt(Token::uses).sum())
                .isEqualTo(applied.stream().mapToInt(count -> count).sum());
        assertThat(stored).allSatisfy(token -> assertThat(token.version()).isEqualTo(token.uses() + 1));
    }

    private interface Part<R> {

        String name();

        int stock();

        long version();

        R with(String name, int stock);

        /** Half of the edits change one column, half another: two statements. */
        default R edited(boolean isNamed) {
            String other = name().equals("a") ? "b" : "a";
            return isNamed ? with(other, stock()) : with(name(), stock() + 1);
        }
    }

    private record TokenPart(UUID id, String name, int stock, long version) implements Part<TokenPart> {

        @Override
        public TokenPart with(String newName, int newStock) {
            return new TokenPart(id, newName, newStock, version);
        }
    }

    private record NamedPart(String id, String name, int stock, long version) implements Part<NamedPart> {

        @Override
        public NamedPart with(String newName, int newStock) {
            return new NamedPart(id, newName, newStock, version);
        }
    }

    private record Shelf(String room, UUID box) {}

    private record StoredPart(Shelf shelf, String name, int stock, long version) implements Part<StoredPart> {

        @Override
        public StoredPart with(String newName, int newStock) {
            return new StoredPart(shelf, newName, newStock, version);
        }
    }

    /** Names that databases sort otherwise than Java does. */
    private static String name(int i) {
        return List.of("Zebra", "apple", "\u00E4ther", "Apple", "_", "zebra", "-", "Z")
                        .get(i % 8)
                + i;
    }

    private static UUID uuid(int i) {
        return new UUID(i * 0x9E3779B97F4A7C15L, i);
    }

    @Test
    void updatesEditsChangeSets_uuidIds() throws Exception {
        needs(Feature.JAVA_TIME);
        assertNoDeadlock(
                "id {uuid} PRIMARY KEY", Table.of(TokenPart.class, UUID.class), i -> new TokenPart(uuid(i), "a", 0, 0));
    }

    @Test
    void updatesEditsChangeSets_textIds() throws Exception {
        assertNoDeadlock(
                "id varchar(20) PRIMARY KEY",
                Table.of(NamedPart.class, String.class),
                i -> new NamedPart(name(i), "a", 0, 0));
    }

    @Test
    void updatesEditsChangeSets_compositeIds() throws Exception {
        needs(Feature.JAVA_TIME);
        assertNoDeadlock(
                "room varchar(20), box {uuid}, PRIMARY KEY (room, box)",
                Table.of(StoredPart.class, Shelf.class).id("shelf"),
                i -> new StoredPart(new Shelf(name(i % 3), uuid(i)), "a", 0, 0));
    }

    /** Batches of each kind and change sets, in opposite orders: all lock in one order, so nobody is a deadlock's victim. */
    private <R extends Part<R>, ID> void assertNoDeadlock(String key, Table<R, ID> declared, IntFunction<R> make)
            throws Exception {
        needs(Feature.LOCKING_READS);
        database.drop("parts");
        database.execute(
                "CREATE TABLE parts (" + key + ", name varchar(20), stock integer NOT NULL, version bigint NOT NULL)");
        Table<R, ID> table = declared.named("parts");
        VersionedRepository<R, ID> parts = database.repository(table);
        List<ID> ids = parts.insertAll(IntStream.range(0, 24).mapToObj(make).toList()).stream()
                .map(table::id)
                .toList();

        List<Integer> applied = Crowd.of(6, thread -> {
            int written = 0;
            for (int i = 0; i < 12; i++) {
                List<R> read = new ArrayList<>(parts.findAll(ids));
                if (thread % 2 == 1) {
                    Collections.reverse(read);
                }
                written += written(parts, read, thread / 2);
            }
            return written;
        });

        assertThat(parts.findAll(ids).stream()
                        .mapToLong(part -> part.version() - 1)
                        .sum())
                .isEqualTo(applied.stream().mapToInt(count -> count).sum());
    }

    /** How many rows were written: by a batch of updates, of edits, or by a change set. */
    private <R extends Part<R>, ID> int written(VersionedRepository<R, ID> parts, List<R> read, int kind) {
        List<Edit<R>> edits = new ArrayList<>();
        ChangeSet changes = ChangeSet.empty();
        for (R part : read) {
            edits.add(new Edit<>(part, part.edited(edits.size() % 2 == 0)));
            changes = changes.touch("part " + edits.size(), parts.table(), part);
        }
        if (kind < 2) {
            List<Outcome<R>> outcomes = kind == 0 ? parts.tryUpdateAll(read) : parts.tryPatchAll(edits);
            return (int) outcomes.stream().filter(Outcome::isApplied).count();
        }
        try {
            database.database().apply(changes);
            return read.size();
        } catch (RefusedException e) {
            return 0;
        }
    }

    /** Batches of random rows beside single writers: each applied increment counts once. */
    @Test
    void batchesBesideSingleWrites_everyIncrementCounts() throws Exception {
        needs(Feature.UNLOCKED_READS); // where reads lock, too, five attempts can be too few
        List<Integer> applied = Crowd.of(6, thread -> {
            Random random = new Random(thread);
            int written = 0;
            for (int i = 0; i < 30; i++) {
                List<Account> some = new ArrayList<>(accounts.findAll(random.longs(8, 0, ROWS)
                        .mapToObj(at -> rows.get((int) at).id())
                        .toList()));
                Collections.shuffle(some, random);
                List<Account> raised = some.stream()
                        .map(row -> row.withBalance(row.balance().intValue() + 1))
                        .toList();
                if (thread < 3) {
                    written += (int) accounts.tryUpdateAll(raised).stream()
                            .filter(Outcome::isApplied)
                            .count();
                } else {
                    written += accounts.tryUpdate(raised.get(0)).isApplied() ? 1 : 0;
                }
            }
            return written;
        });

        assertThat(stored().stream().mapToInt(row -> row.balance().intValue()).sum())
                .isEqualTo(applied.stream().mapToInt(count -> count).sum());
    }

    @Test
    void insertAll_sameIdsInOppositeOrders() throws Exception {
        List<Account> fresh = IntStream.rangeClosed(10_001, 10_050)
                .mapToObj(i -> Account.of("new", 1).withId(i))
                .toList();

        List<List<Outcome<Account>>> both =
                Crowd.of(2, thread -> accounts.tryInsertAll(thread == 0 ? fresh : reversed(fresh)));

        long won =
                both.stream().flatMap(List::stream).filter(Outcome::isApplied).count();
        assertThat(won).isEqualTo(50);
        assertThat(stored()).hasSize(ROWS + 50);
    }

    /** The batch's own transaction is run again; in the end each row has its outcome. */
    @ParameterizedTest
    @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void ownTransaction_runAgain(Isolation isolation) throws Exception {
        needs(Feature.WAITS_KNOWN);
        needs(isolation);
        needs(Feature.SNAPSHOTS_WAIT);
        VersionedRepository<Account, Long> isolated =
                database.database().withIsolation(isolation).repository(Account.TABLE);
        try (Connection winner = begin()) {
            accounts.on(winner).update(rows.get(20).withOwner("theirs"));
            Future<List<Outcome<Account>>> batch = start(() -> isolated.tryUpdateAll(mine()));
            database.awaitWaiting(1);
            winner.commit();

            List<Outcome<Account>> outcomes = result(batch);
            assertOthersApplied(outcomes);
            assertThat(outcomes.get(20)).isInstanceOf(Conflict.class);
        }
    }

    @Test
    void callersTransaction_cannotBeSerialized() throws Exception {
        needs(Feature.DETECTS_WRITE_SKEW);
        try (Connection mine = begin(Isolation.REPEATABLE_READ)) {
            VersionedRows<Account, Long> late = accounts.on(mine);
            assertThat(late.get(rows.get(0).id())).isEqualTo(rows.get(0));
            accounts.update(rows.get(20).withOwner("theirs"));

            assertThatThrownBy(() -> late.tryUpdateAll(mine()))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("run all of it again");
            mine.rollback();
            mine.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
        assertThat(stored()).filteredOn(row -> row.version() == 2).hasSize(1);
    }
}
