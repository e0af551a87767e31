package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Retry;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.type.VersionSource;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions drawn at random: every write gives the row another one, and none comes again. */
public abstract class RandomVersionsContract extends AccountContract {

    private static final Table<Account, Long> TABLE = Account.TABLE.versions(VersionSource.RANDOM);

    private final List<Account> states = new ArrayList<>();
    private Database of;
    private VersionedRepository<Account, Long> rows;

    @BeforeEach
    void makeRows() {
        of = database.database();
        rows = database.repository(TABLE);
    }

    private static Account ann(long id) {
        return Account.of("Ann", 10).withId(id);
    }

    /** Another state than all before, as it stands in the table. */
    private Account stored(Account row) {
        assertThat(row.version()).isPositive();
        assertThat(states.stream().map(Account::version)).doesNotContain(row.version());
        assertThat(rows.find(row.id())).contains(row);
        states.add(row);
        return row;
    }

    @Test
    void everyVerb() {
        Account first = stored(rows.insert(ann(7)));
        Account second = stored(rows.update(first.withOwner("Anne")));
        Account third = stored(rows.patch(second, second.withOwner("Anna")));
        Account fourth = stored(rows.patch(7L, third.version(), Map.of("owner", "Ann")));
        Account fifth = stored(rows.touch(fourth));
        Account sixth = stored(rows.overwrite(first.withOwner("Eve"), "test"));
        Account seventh = stored(rows.modify(7L, row -> row.withBalance(20)));
        stored(rows.update(sixth.withOwner("Bob"), TABLE.mergeFrom(sixth)));

        Account current = rows.get(7L);
        assertThat(current)
                .isEqualTo(ann(7).withOwner("Bob").withBalance(20).scaled().withVersion(current.version()));
        for (Account stale : List.of(first, second, fifth, seventh)) {
            assertThat(rows.tryUpdate(stale)).isEqualTo(new Conflict<>(TABLE, 7L, stale.version(), stale, current));
            assertThat(rows.tryPatch(7L, stale.version(), Map.of("owner", "Eve")))
                    .isInstanceOf(Conflict.class);
            assertThat(rows.tryTouch(stale)).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, stale.version())).isInstanceOf(Conflict.class);
            assertThat(rows.tryCheck(stale)).isInstanceOf(Conflict.class);
        }
        assertThat(rows.delete(current)).isEqualTo(current);
        assertThat(rows.tryUpdate(current)).isEqualTo(new Missing<>(TABLE, 7L));
    }

    /** Whatever number a client sends, a row that is not at it is not taken for one that is. */
    @Test
    void forgedVersions() {
        Account ann = stored(rows.insert(ann(7)));

        for (long version : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1}) {
            assertThat(rows.tryPatch(7L, version, Map.of())).isInstanceOf(Conflict.class);
            assertThat(rows.tryCheck(ann.withVersion(version))).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, version)).isInstanceOf(Conflict.class);
        }
        assertThat(rows.get(7L)).isEqualTo(ann);
    }

    /** Who holds a state of the first life does not take the second for it. */
    @Test
    void deletedAndInsertedAgain() {
        for (int life = 0; life < 20; life++) {
            Account row = stored(rows.insert(ann(7)));
            for (Account held : states.subList(0, states.size() - 1)) {
                assertThat(rows.tryDelete(held)).isInstanceOf(Conflict.class);
            }
            rows.delete(row);
        }
    }

    @Test
    void batches() {
        List<Account> first = rows.insertAll(List.of(ann(7), ann(8), ann(9)));
        first.forEach(this::stored);
        rows.insertAll(List.of(Account.of("Bob", 1), Account.of("Cid", 1))).forEach(this::stored);
        Account other = stored(rows.touch(first.get(1)));
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
        rows.patchAll(List.of(new Edit<>(seven, seven.withOwner("Eve")), new Edit<>(other, other.withOwner("Eve"))))
                .forEach(this::stored);
        rows.updateVersions(Map.of(7L, rows.get(7L).version(), 8L, rows.get(8L).version()), Map.of("owner", "Dan"))
                .values()
                .forEach(this::stored);
        assertThat(BatchWriter.of(of, TABLE)
                        .updateAll(rows.findAll(List.of(7L, 8L)).stream())
                        .written())
                .isEqualTo(2);
        rows.findAll(List.of(7L, 8L)).forEach(this::stored);
        assertThat(rows.tryDeleteAll(List.of(seven, rows.get(8L))))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(Conflict.class),
                        two -> assertThat(two).isInstanceOf(Applied.class));
    }

    @Test
    void updateWhere() {
        Account first = stored(rows.insert(ann(7)));

        assertThat(rows.updateWhere(Map.of("owner", "Eve"), "owner = ? AND balance > ?", "Ann", 5))
                .isEqualTo(1);

        assertThat(stored(rows.get(7L)).owner()).isEqualTo("Eve");
        assertThat(rows.tryUpdate(first)).isInstanceOf(Conflict.class);
    }

    @Test
    void changeSet_inTransaction() throws Exception {
        Account first = stored(rows.insert(ann(7)));

        ChangeSet.Result result = of.apply(
                ChangeSet.empty().update("one", TABLE, first.withOwner("Anne")).insert("other", TABLE, ann(8)));
        Account second = stored(result.row("one", Account.class));
        stored(result.row("other", Account.class));
        Account fourth;
        try (Connection connection = begin()) {
            Account third = rows.on(connection).update(second.withOwner("Eve"));
            fourth = rows.on(connection).touch(third);
            assertThat(rows.on(connection).tryTouch(third)).isInstanceOf(Conflict.class);
            connection.commit();
        }

        assertThat(stored(fourth).owner()).isEqualTo("Eve");
    }

    @Test
    void race() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        Account unused = rows.insert(ann(7).withBalance(0));
        Retry often = Retry.upTo(1_000).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

        List<Boolean> done = Crowd.of(4, thread -> {
            for (int i = 0; i < 25; i++) {
                Account next =
                        rows.modify(7L, row -> row.withBalance(row.balance().intValue() + 1), often);
                assertThat(next.version()).isPositive();
            }
            return true;
        });

        assertThat(done).containsOnly(true);
        assertThat(rows.get(7L).balance()).isEqualByComparingTo("100");
    }

    private record Narrow(long id, int version) {}

    @Test
    void declaration() {
        of.verify(TABLE);
        assertThatThrownBy(() -> Guard.of(TABLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TABLE::adoptNullVersions).isInstanceOf(MappingException.class);
        Table<Narrow, Long> narrow = Table.of(Narrow.class, Long.class).versions(VersionSource.RANDOM);
        assertThatThrownBy(() -> database.repository(narrow))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "narrow (Narrow): versions that are drawn at random need 64 bits, so the version version must"
                                + " be a long: int");
        needs(Feature.INTEGER_WIDTHS);
        database.drop("accounts");
        database.execute(Account.CREATE.replace("version bigint", "version integer"));
        assertThatThrownBy(() -> database.database().verify(TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("must be a bigint: versions that are drawn at random have 64 bits");
    }

    @Test
    void streamed() {
        assertThat(BatchWriter.of(of, TABLE)
                        .withRowsPerChunk(2)
                        .insertAll(Stream.of(ann(1), ann(2), ann(3)))
                        .written())
                .isEqualTo(3);
        rows.findAll(List.of(1L, 2L, 3L)).forEach(this::stored);
    }
}
