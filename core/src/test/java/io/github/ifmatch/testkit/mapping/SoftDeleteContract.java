package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.ifmatch.Applied;
import io.github.ifmatch.BoundId;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.Meddling;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.testkit.tool.Crowd;
import io.github.ifmatch.type.VersionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deletes that mark a row instead of removing it: an update, after which the row is missing, whatever is asked of it. */
public abstract class SoftDeleteContract extends MemoContract {

    private static final int SEVERAL_PARTS = 1_100;

    private record Dated(long id, String text, Instant version) {}

    @ParameterizedTest
    @EnumSource
    void delete(Form of) {
        create(of);
        database.database().verify(table);
        Memo kept = memos.insert(new Memo(0, "kept", 0));
        Memo memo = memos.update(memos.insert(new Memo(0, "first", 0)).with("second"));

        assertThat(memos.delete(memo)).isEqualTo(memo.at(3));

        assertThat(marked()).containsExactly("3");
        assertThat(unmarked()).containsExactly("1");
        assertThat(memos.get(kept.id())).isEqualTo(kept);
        assertThat(memos.delete(kept.id(), 1)).isEqualTo(kept.at(2));
        assertThat(marked()).containsExactly("2", "3");
    }

    @ParameterizedTest
    @EnumSource
    void staleDelete(Form of) {
        create(of);
        Memo memo = memos.insert(new Memo(0, "first", 0));
        Memo newer = memos.update(memo.with("second"));

        assertThat(memos.tryDelete(memo)).isEqualTo(new Conflict<>(table, "delete", memo.id(), 1, memo, newer));
        assertThat(memos.tryDelete(memo.id(), 1))
                .isEqualTo(new Conflict<>(table, "delete", memo.id(), 1, newer, newer));
        assertThat(marked()).isEmpty();
        assertThat(memos.get(memo.id())).isEqualTo(newer);
    }

    /** Whichever version is asked for: a row that was deleted shows none. */
    @ParameterizedTest
    @EnumSource
    void deletedRow_isMissing(Form of) {
        create(of);
        Memo memo = memos.insert(new Memo(0, "first", 0));
        Memo deleted = memos.delete(memo);

        for (Memo held : List.of(memo, deleted, memo.at(3))) {
            assertThat(memos.tryDelete(held)).isEqualTo(missing(memo));
            assertThat(memos.tryDelete(memo.id(), held.version())).isEqualTo(missing(memo));
            assertThat(memos.tryUpdate(held.with("again"))).isEqualTo(missing(memo));
            assertThat(memos.tryPatch(held, held.with("again"))).isEqualTo(missing(memo));
            assertThat(memos.tryTouch(held)).isEqualTo(missing(memo));
            assertThat(memos.tryCheck(held)).isEqualTo(missing(memo));
            assertThat(memos.tryDeleteAll(List.of(held))).containsExactly(missing(memo));
            assertThat(memos.tryUpdateAll(List.of(held.with("again")))).containsExactly(missing(memo));
        }
        assertThat(memos.tryOverwrite(memo, "test")).isEqualTo(missing(memo));
        assertThat(memos.find(memo.id())).isEmpty();
        assertThat(memos.findAll(List.of(memo.id()))).isEmpty();
        assertThat(memos.updateWhere(Map.of("text", "again"), "id = ? OR 1 = 1", memo.id()))
                .isZero();
        assertThatThrownBy(() -> memos.delete(memo)).isInstanceOf(MissingRowException.class);
        assertThatThrownBy(() -> memos.modify(memo.id(), row -> row.with("again")))
                .isInstanceOf(MissingRowException.class);
        assertThat(marked()).containsExactly("2");
        assertThat(database.query("SELECT text FROM memos")).containsExactly("first");
    }

    /** Another program that takes the mark away gives the row back, as it was, at its version. */
    @ParameterizedTest
    @EnumSource
    void givenBack(Form of) {
        create(of);
        Memo deleted = memos.delete(memos.insert(new Memo(0, "first", 0)));

        database.execute("UPDATE memos SET " + of.unmarking() + ", version = version + 1");

        assertThat(memos.get(deleted.id())).isEqualTo(deleted.at(3));
        assertThat(memos.tryDelete(deleted)).isInstanceOf(Conflict.class);
        assertThat(memos.delete(deleted.at(3))).isEqualTo(deleted.at(4));
    }

    @ParameterizedTest
    @EnumSource
    void deleteAll(Form of) {
        create(of);
        List<Function<List<Memo>, List<Outcome<Memo>>>> ways = List.of(
                rows -> memos.tryDeleteAll(rows),
                rows -> database.database().inTransaction(transaction -> {
                    VersionedRows<Memo, Long> inside = transaction.rows(table);
                    return inside.tryDeleteAll(rows);
                }));
        for (Function<List<Memo>, List<Outcome<Memo>>> deleting : ways) {
            List<Memo> rows = insert(5);
            Memo newer = memos.touch(rows.get(1));
            Memo gone = memos.delete(rows.get(2));
            Memo never = new Memo(4711, "never", 1);

            List<Outcome<Memo>> outcomes =
                    deleting.apply(List.of(rows.get(3), rows.get(1), gone, never, rows.get(0), rows.get(4)));

            assertThat(outcomes)
                    .containsExactly(
                            new Applied<>(rows.get(3).at(2)),
                            new Conflict<>(table, "delete", newer.id(), 1, rows.get(1), newer),
                            missing(gone),
                            missing(never),
                            new Applied<>(rows.get(0).at(2)),
                            new Applied<>(rows.get(4).at(2)));
            assertThat(unmarked()).containsExactly("2");
            assertThat(marked()).containsOnly("2").hasSize(4);
            database.execute("DELETE FROM memos");
        }
    }

    @ParameterizedTest
    @EnumSource
    void deleteAll_severalParts(Form of) {
        create(of);
        List<Memo> rows = insert(SEVERAL_PARTS);

        assertThat(memos.deleteAll(rows))
                .containsExactlyElementsOf(rows.stream().map(row -> row.at(2)).toList());

        assertThat(marked()).containsOnly("2").hasSize(SEVERAL_PARTS);
    }

    @ParameterizedTest
    @EnumSource
    void deleteAll_refused(Form of) {
        create(of);
        List<Memo> rows = insert(3);
        Memo newer = memos.touch(rows.get(1));

        assertThatThrownBy(() -> memos.deleteAll(rows))
                .isInstanceOfSatisfying(
                        RefusedBatchException.class,
                        e -> assertThat(e.outcomes())
                                .isEqualTo(List.of(
                                        new Applied<>(rows.get(0)),
                                        new Conflict<>(table, "delete", newer.id(), 1, rows.get(1), newer),
                                        new Applied<>(rows.get(2)))));

        assertThat(marked()).isEmpty();
        assertThat(memos.get(rows.get(0).id())).isEqualTo(rows.get(0));
    }

    @ParameterizedTest
    @EnumSource
    void otherWays(Form of) {
        create(of);
        List<Memo> rows = insert(6);

        assertThat(BatchWriter.of(database.database(), table)
                        .deleteAll(Stream.of(rows.get(0), rows.get(1)))
                        .written())
                .isEqualTo(2);
        ChangeSet.Result result = database.database()
                .apply(ChangeSet.empty()
                        .patch("kept", table, rows.get(2), rows.get(2).with("patched"))
                        .delete("deleted", table, rows.get(3)));
        assertThat(result.row("deleted", Memo.class)).isEqualTo(rows.get(3).at(2));
        assertThat(ConditionalRows.of(memos).tryDelete(rows.get(4).id(), AcceptableVersions.anyVersion()))
                .isEqualTo(new Applied<>(rows.get(4).at(2)));
        assertThat(ConditionalRows.of(memos).tryDelete(rows.get(4).id(), AcceptableVersions.anyVersion()))
                .isEqualTo(missing(rows.get(4)));

        assertThat(marked()).containsExactly("2", "2", "2", "2");
        assertThat(unmarked()).containsExactly("2", "1");
    }

    /** The look after a statement of one's own, whose condition does not name the mark. */
    @Test
    void confirm_boundId() {
        create(Form.TIME);
        Memo memo = insert(1).get(0);
        memos.delete(memo);
        BoundId bound = new BoundId("m", "m.id = ?", statement -> statement.setLong(1, memo.id()), List.of(memo.id()));

        assertThatThrownBy(() -> memos.confirm(bound, memo.version(), 0)).isInstanceOf(MissingRowException.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DATABASE", "TIME", "COMPARED"})
    void versions(VersionSource source) {
        for (Form of : database.has(Feature.INSTANTS) ? Form.values() : new Form[] {Form.FLAG}) {
            create(of);
            table = table.versions(source);
            memos = database.repository(table);
            assertMarked(source);
        }
    }

    private void assertMarked(VersionSource source) {
        List<Memo> rows = insert(3);

        Memo first = memos.delete(rows.get(0));
        List<Memo> others = memos.deleteAll(rows.subList(1, 3));

        assertThat(marked())
                .containsExactly(
                        String.valueOf(first.version()),
                        String.valueOf(others.get(0).version()),
                        String.valueOf(others.get(1).version()));
        assertThat(first.version()).isNotEqualTo(rows.get(0).version());
        assertThat(others.get(0).version()).isNotEqualTo(rows.get(1).version());
        if (source.isOrdered()) {
            assertThat(first.version()).isEqualTo(rows.get(0).version() + 1);
        }
        assertThat(memos.tryDelete(rows.get(0))).isEqualTo(missing(first));
        assertThat(memos.tryDelete(first)).isEqualTo(missing(first));
        assertThat(memos.tryDeleteAll(List.of(first, rows.get(1))))
                .containsExactly(missing(first), missing(rows.get(1)));
    }

    /** The mark and the version are both times. */
    @ParameterizedTest
    @EnumSource
    void versionsThatAreTimes(Form of) {
        needs(Feature.MICROSECONDS);
        create(of, "id {identity}", "version {instant(6)} NOT NULL");
        VersionedRepository<Dated, Long> dated = database.repository(
                of.of(Table.of(Dated.class, Long.class).named("memos").versions(VersionSource.TIME)));
        List<Dated> rows = Stream.of("one", "two", "three")
                .map(text -> dated.insert(new Dated(0, text, Instant.EPOCH)))
                .toList();

        Dated first = dated.delete(rows.get(0));
        List<Dated> others = dated.deleteAll(rows.subList(1, 3));

        assertThat(first.version()).isAfter(rows.get(0).version());
        assertThat(others.get(1).version()).isAfter(rows.get(2).version());
        assertThat(marked()).hasSize(3);
        assertThat(dated.tryDelete(first)).isInstanceOf(Missing.class);
        assertThat(dated.tryDeleteAll(List.of(first, rows.get(1)))).allMatch(outcome -> outcome instanceof Missing);
    }

    /** Each version is lower than the one before. */
    @ParameterizedTest
    @EnumSource
    void versionsOfTheDatabase(Form of) {
        create(of, "id {identity}", "version bigint DEFAULT 1000 NOT NULL");
        meddle(Meddling.LOWERS_VERSION, "memos");
        table = table.versions(VersionSource.DATABASE);
        memos = database.repository(table);
        List<Memo> rows = insert(3);
        Memo newer = memos.touch(rows.get(2));

        assertThat(memos.delete(rows.get(0))).isEqualTo(rows.get(0).at(993));
        assertThat(memos.tryDeleteAll(rows.subList(1, 3)))
                .containsExactly(
                        new Applied<>(rows.get(1).at(993)),
                        new Conflict<>(table, "delete", newer.id(), 1000, rows.get(2), newer));
        assertThat(marked()).containsExactly("993", "993");
    }

    @ParameterizedTest
    @EnumSource
    void suppressed(Form of) {
        create(of);
        Memo memo = memos.insert(new Memo(0, "first", 0));
        meddle(Meddling.SUPPRESSES, "memos");
        memos = database.repository(table);

        assertThatThrownBy(() -> memos.tryDelete(memo)).isInstanceOf(SuppressedWriteException.class);
        assertThatThrownBy(() -> memos.tryDeleteAll(List.of(memo))).isInstanceOf(SuppressedWriteException.class);
        assertThat(memos.get(memo.id())).isEqualTo(memo);
    }

    /** A guard lets such a delete pass, and watches over the mark. */
    @ParameterizedTest
    @EnumSource
    void guarded(Form of) throws SQLException {
        assumeTrue(database.fittedDialect().guard().isPresent(), "needs a guard");
        create(of);
        List<Memo> rows = insert(3);
        Guard guard = Guard.of(table);
        try (Connection connection = database.dataSource().getConnection()) {
            guard.install(connection);
            memos = database.repository(table);

            assertThat(memos.delete(rows.get(0))).isEqualTo(rows.get(0).at(2));
            assertThat(memos.deleteAll(rows.subList(1, 3))).hasSize(2);

            assertThat(marked()).containsExactly("2", "2", "2");
            assertThatThrownBy(() -> database.execute("UPDATE memos SET " + of.unmarking()))
                    .hasStackTraceContaining(TableGuard.REFUSAL);
            assertThat(marked()).containsExactly("2", "2", "2");
            guard.remove(connection);
        }
    }

    /** One of several deletes the row, and the others learn that it is gone. */
    @ParameterizedTest
    @EnumSource
    void race(Form of) throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        create(of);
        for (int round = 0; round < 10; round++) {
            Memo memo = memos.insert(new Memo(0, "first", 0));

            List<Outcome<Memo>> outcomes = Crowd.of(4, thread -> memos.tryDelete(memo));

            assertThat(outcomes).containsOnlyOnce(new Applied<>(memo.at(2)));
            assertThat(outcomes.stream().filter(missing(memo)::equals)).hasSize(3);
        }
        assertThat(marked()).containsOnly("2").hasSize(10);
    }

    @ParameterizedTest
    @EnumSource
    void raceOfBatches(Form of) throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        create(of);
        List<Memo> rows = insert(40);

        List<List<Outcome<Memo>>> outcomes = Crowd.of(3, thread -> memos.tryDeleteAll(rows));

        for (int place = 0; place < rows.size(); place++) {
            int row = place;
            assertThat(outcomes.stream().map(all -> all.get(row)))
                    .containsExactlyInAnyOrder(
                            new Applied<>(rows.get(row).at(2)), missing(rows.get(row)), missing(rows.get(row)));
        }
        assertThat(marked()).containsOnly("2").hasSize(40);
    }

    /** Rows are locked by their ids, whichever declaration of the table they come from, and whatever columns that fixes. */
    @ParameterizedTest
    @EnumSource
    void changeSets_lockInOneOrder(Form of) throws Exception {
        needs(Feature.ROW_LOCKS, Feature.CONCURRENT_WRITERS);
        create(of);
        List<Memo> rows = insert(2);
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        Database counted = database.database(counting.dataSource());

        for (boolean isFirstPlain : new boolean[] {true, false}) {
            ChangeSet changes = checking(ALL, rows.get(isFirstPlain ? 0 : 1), table, rows.get(isFirstPlain ? 1 : 0));
            counted.apply(changes);
            counting.drain();
            counted.apply(changes);
            assertThat(counting.drain())
                    .filteredOn(sql -> sql.contains("FROM memos"))
                    .extracting(sql -> sql.contains("deleted"))
                    .startsWith(!isFirstPlain, isFirstPlain);
        }

        List<Integer> applied = Crowd.of(4, thread -> {
            for (int round = 0; round < 50; round++) {
                boolean isEven = thread % 2 == 0;
                counted.apply(checking(ALL, rows.get(isEven ? 0 : 1), table, rows.get(isEven ? 1 : 0)));
                var unused = memos.tryCheck(rows.get(0));
            }
            return thread;
        });
        assertThat(applied).hasSize(4);
    }

    private static ChangeSet checking(Table<Memo, Long> one, Memo row, Table<Memo, Long> other, Memo otherRow) {
        return ChangeSet.empty().patch("one", one, row, row).patch("other", other, otherRow, otherRow);
    }

    private record ItemId(int shop, int number) {}

    private record Item(ItemId id, String text, long version) {}

    /** Beside a tenant, and an id of several columns. */
    @ParameterizedTest
    @EnumSource
    void tenant_compositeId(Form of) {
        create(of);
        database.drop("items");
        database.execute(
                "CREATE TABLE items (shop integer NOT NULL, number integer NOT NULL, tenant varchar(20) NOT NULL,"
                        + " text varchar(50), version bigint NOT NULL, " + of.column()
                        + ", PRIMARY KEY (shop, number))");
        Table<Item, ItemId> all = of.of(Table.of(Item.class, ItemId.class).named("items"));
        Table<Item, ItemId> ours = all.fixed("tenant", "ours");
        Table<Item, ItemId> theirs = all.fixed("tenant", "theirs");
        VersionedRepository<Item, ItemId> items = database.repository(ours);
        List<Item> rows = items.insertAll(IntStream.range(1, 5)
                .mapToObj(number -> new Item(new ItemId(1, number), "item", 0))
                .toList());

        assertThat(database.repository(theirs).tryDelete(rows.get(0)))
                .isEqualTo(new Missing<>(theirs, rows.get(0).id()));
        assertThat(database.repository(theirs).tryDeleteAll(rows)).hasSize(4).allMatch(Missing.class::isInstance);
        assertThat(items.delete(rows.get(0)).version()).isEqualTo(2);
        assertThat(items.tryDeleteAll(rows.subList(0, 3)))
                .containsExactly(
                        new Missing<>(ours, rows.get(0).id()),
                        new Applied<>(new Item(new ItemId(1, 2), "item", 2)),
                        new Applied<>(new Item(new ItemId(1, 3), "item", 2)));
        assertThat(items.findAll(rows.stream().map(Item::id).toList())).containsExactly(rows.get(3));
        assertThatThrownBy(() -> items.tryInsert(rows.get(0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("met a row of the same id that is marked as deleted");
        assertThatThrownBy(() -> database.repository(theirs).tryInsert(rows.get(3)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("met a row of the same id");
        assertThatThrownBy(() -> database.repository(theirs).tryInsert(rows.get(0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("met a row of the same id");
    }

    private record Flagged(long id, String text, long version, boolean deleted) {}

    private record Timed(
            long id, String text, long version, @Nullable Instant deletedAt) {}

    @ParameterizedTest
    @EnumSource
    void markIsShown(Form of) {
        create(of);
        if (of.isTime()) {
            VersionedRepository<Timed, Long> rows = database.repository(
                    of.of(Table.of(Timed.class, Long.class).named("memos").generated("deletedAt")));
            Timed kept = rows.insert(new Timed(0, "first", 0, Instant.EPOCH));
            Instant before = Instant.now();

            Instant deletedAt = rows.delete(kept).deletedAt();

            assertThat(kept.deletedAt()).isNull();
            assertThat(deletedAt)
                    .isBetween(before.minusSeconds(1), Instant.now().plusSeconds(1));
        } else {
            VersionedRepository<Flagged, Long> rows = database.repository(
                    of.of(Table.of(Flagged.class, Long.class).named("memos").generated("deleted")));
            Flagged kept = rows.insert(new Flagged(0, "first", 0, true));

            assertThat(kept.deleted()).isFalse();
            assertThat(rows.delete(kept)).isEqualTo(new Flagged(kept.id(), "first", 2, true));
        }
    }

    private record Narrow(long id, String text, short version) {}

    /** The delete would leave a version that the component cannot hold. */
    @Test
    void lastVersion() {
        create(Form.FLAG);
        database.execute("INSERT INTO memos (id, text, version, deleted) VALUES (7, 'first', 32767, FALSE)");
        VersionedRepository<Narrow, Long> rows = database.repository(
                Form.FLAG.of(Table.of(Narrow.class, Long.class).named("memos")));
        Narrow last = rows.get(7L);

        assertThatThrownBy(() -> rows.tryDelete(last))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("version 32767 is the last that a component of type short can hold");

        assertThat(unmarked()).containsExactly("32767");
    }

    @Test
    void declaration() {
        create(Form.FLAG);
        assertThat(ALL.softDelete("deleted", 0, 1))
                .isEqualTo(ALL.softDelete("deleted", 0, 1))
                .isNotEqualTo(ALL.softDelete("deleted", 0, 2))
                .isNotEqualTo(ALL.fixed("deleted", 0));
        assertThat(ALL.softDelete("deleted_at"))
                .isEqualTo(ALL.softDelete("deleted_at"))
                .isNotEqualTo(ALL);
        assertThat(ALL.softDelete("deleted", 0, 1).idColumns()).containsExactly("id", "deleted");
        assertThat(ALL.softDelete("deleted_at").idColumns()).containsExactly("id");
        assertThatThrownBy(() -> ALL.softDelete("deleted", 0, 0))
                .isInstanceOf(MappingException.class)
                .hasMessage("memos (Memo): the column deleted must hold two different values of one class:"
                        + " of rows that are kept, and that are deleted");
        assertThatThrownBy(() -> ALL.softDelete("deleted", 0, "yes")).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> ALL.softDelete("deleted", Thread.currentThread(), new Thread()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("which has no built-in column type");
        assertThatThrownBy(() -> ALL.softDelete("deleted", 0, 1).softDelete("deleted_at"))
                .isInstanceOf(MappingException.class)
                .hasMessage("memos (Memo): the column deleted marks deleted rows already");
        assertThatThrownBy(() -> ALL.fixed("deleted", 0).softDelete("DELETED"))
                .isInstanceOf(MappingException.class)
                .hasMessage("memos (Memo): the column DELETED is fixed already");
        assertThatThrownBy(() -> database.repository(ALL.softDelete("text")))
                .isInstanceOf(MappingException.class)
                .hasMessage("memos (Memo): the column text is fixed, so the component text cannot be written to it;"
                        + " declare it as generated, or leave it out");
        assertThatThrownBy(() -> database.database().verify(ALL.softDelete("nowhere")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("it has no column nowhere");
        assertThatThrownBy(() -> database.database().verify(ALL.softDelete("deleted")))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("its column deleted is NOT NULL, and NULL is what it must hold");
    }
}
