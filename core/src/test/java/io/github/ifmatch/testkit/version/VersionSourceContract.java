package io.github.ifmatch.testkit.version;

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
import io.github.ifmatch.batch.BatchReport;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.http.ConditionalRows;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import io.github.ifmatch.http.Preconditions;
import io.github.ifmatch.http.Problem;
import io.github.ifmatch.http.RowTags;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.tool.Crowd;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The verbs, outcomes, batches, merges and entity tags of one source of versions: the same as of every other, but for what it says itself. */
public abstract class VersionSourceContract<R extends Record & Item> extends Contract {

    private final Source<R> source;
    private final Table<R, Long> table;

    private Database of;
    private VersionedRepository<R, Long> rows;

    protected VersionSourceContract(Source<R> source) {
        this.source = source;
        this.table = source.table();
    }

    @BeforeEach
    void create() {
        needs(source.needs().toArray(new Feature[0]));
        source.create(database);
        of = database.database();
        rows = database.repository(table);
    }

    /** With its trigger, whose name some databases have once in a schema. */
    @AfterEach
    void drop() {
        database.drop("items");
    }

    private R first() {
        return rows.insert(source.item(7, "first", 1));
    }

    private R text(R row, String text) {
        return table.with(row, Map.of("text", text));
    }

    private R amount(R row, int amount) {
        return table.with(row, Map.of("amount", amount));
    }

    /** The same row at the version of another. */
    private R at(R other, R row) {
        return table.withVersion(row, table.version(other));
    }

    /** Another program writes the row by a statement of its own. */
    private void writtenByOthers(long id, String set) {
        database.execute("UPDATE items SET " + set + source.advance() + " WHERE id = " + id);
    }

    /** What another program leaves of the row. */
    private R theirs(R row) {
        writtenByOthers(row.id(), "text = 'theirs'");
        return rows.get(row.id());
    }

    /** As it stands in the table, at a version that may come after the other row's. */
    private R next(R before, R row) {
        assertThat(source.isNext(table.version(before), table.version(row)))
                .as("%s after %s", table.version(row), table.version(before))
                .isTrue();
        assertThat(rows.find(row.id())).contains(row);
        return row;
    }

    private Conflict<R> conflict(String verb, R held, R attempted, R current) {
        return new Conflict<>(table, verb, held.id(), table.version(held), attempted, current);
    }

    /** No verb that checks the version writes what was read before somebody else wrote. */
    private void assertLoses(VersionedRows<R, Long> by, R held) {
        R current = by.get(held.id());
        R mine = text(held, "mine");
        long version = table.version(held);

        assertThat(by.tryUpdate(mine)).isEqualTo(conflict("update", held, mine, current));
        assertThat(by.tryPatch(held, mine)).isInstanceOf(Conflict.class);
        assertThat(by.tryPatch(held.id(), version, Map.of("text", "mine")))
                .isEqualTo(conflict("patch", held, at(held, text(current, "mine")), current));
        assertThat(by.tryPatch(held.id(), version, Map.of())).isInstanceOf(Conflict.class);
        assertThat(by.tryDelete(held)).isEqualTo(conflict("delete", held, held, current));
        assertThat(by.tryDelete(held.id(), version)).isEqualTo(conflict("delete", held, current, current));
        assertThat(by.tryCheck(held)).isEqualTo(conflict("check", held, held, current));
        if (source.canTouch()) {
            assertThat(by.tryTouch(held)).isEqualTo(conflict("touch", held, held, current));
        }
        assertThat(by.get(held.id())).isEqualTo(current);
    }

    private Connection begin() throws Exception {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private Connection beginSnapshot() throws Exception {
        needsSnapshots(Isolation.REPEATABLE_READ);
        Connection connection = database.dataSource().getConnection();
        connection.setTransactionIsolation(Isolation.REPEATABLE_READ.level());
        connection.setAutoCommit(false);
        return connection;
    }

    @Test
    void verify_passes() {
        of.verify(table);
    }

    @Test
    void insert() {
        R first = first();
        R numbered = rows.insert(source.item(0, "numbered", 2));

        assertThat(first).isEqualTo(at(first, source.item(7, "first", 1)));
        assertThat(rows.find(7L)).contains(first);
        assertThat(rows.find(numbered.id())).contains(numbered);
        R again = source.item(7, "again", 3);
        Conflict<R> taken = (Conflict<R>) rows.tryInsert(again);
        assertThat(taken.verb()).isEqualTo("insert");
        assertThat(taken.current()).isEqualTo(first);
        assertThat(rows.get(7L)).isEqualTo(first);
    }

    /** Each verb leaves a version that none before it was. */
    @Test
    void everyVerb_nextVersion() {
        R first = first();
        R second = next(first, rows.update(text(first, "second")));
        R third = next(second, rows.patch(second, text(second, "third")));
        R fourth = next(third, rows.patch(7L, table.version(third), Map.of("text", "fourth")));
        R fifth = source.canTouch() ? next(fourth, rows.touch(fourth)) : fourth;
        R sixth = next(fifth, rows.overwrite(text(first, "sixth"), "test"));
        R seventh = next(sixth, rows.modify(7L, row -> text(row, "seventh")));

        List<R> earlier = new ArrayList<>(List.of(first, second, third, fourth, sixth));
        assertThat(earlier).extracting(table::version).doesNotHaveDuplicates();
        assertThat(seventh).isEqualTo(at(seventh, text(first, "seventh")));
        assertThat(rows.check(seventh)).isEqualTo(seventh);
        assertThat(rows.patch(seventh, seventh)).isEqualTo(seventh);
        earlier.forEach(held -> assertLoses(rows, held));
        assertThat(rows.delete(seventh)).isEqualTo(seventh);
        assertThat(rows.find(7L)).isEmpty();
    }

    @Test
    void stale_afterAnotherProgram() {
        R held = first();

        R current = theirs(held);

        assertThat(table.version(current)).isNotEqualTo(table.version(held));
        assertLoses(rows, held);
        assertThat(rows.update(text(current, "mine")).text()).isEqualTo("mine");
    }

    @Test
    void stale_inTheCallersTransaction() throws Exception {
        R held = first();
        R current = theirs(held);

        R written;
        try (Connection connection = begin()) {
            VersionedRows<R, Long> inside = rows.on(connection);
            assertLoses(inside, held);
            written = inside.update(text(current, "mine"));
            connection.commit();
        }

        next(current, written);
    }

    /** A copy of the row that the transaction itself has written over is as stale as any; but where the transaction is the version. */
    @Test
    void secondCopy_inOneTransaction() throws Exception {
        R held = first();

        try (Connection connection = begin()) {
            VersionedRows<R, Long> inside = rows.on(connection);
            R second = inside.update(text(held, "second"));
            R third = inside.update(text(second, "third"));
            assertLoses(inside, held);
            if (source.isOfTheTransaction()) {
                assertThat(inside.update(text(second, "erased"))).isEqualTo(at(third, text(held, "erased")));
            } else {
                assertLoses(inside, second);
            }
            connection.rollback();
        }

        assertThat(rows.get(7L)).isEqualTo(held);
    }

    @Test
    void touch() {
        R held = first();

        if (source.canTouch()) {
            R touched = next(held, rows.touch(held));
            assertThat(touched).isEqualTo(at(touched, held));
            assertLoses(rows, held);
        } else {
            assertThatThrownBy(() -> rows.touch(held)).isInstanceOf(UnsupportedOperationException.class);
            assertThat(rows.get(7L)).isEqualTo(held);
        }
    }

    @Test
    void overwrite() {
        R held = first();
        R current = theirs(held);

        R mine = next(current, rows.overwrite(text(held, "mine"), "test"));

        assertThat(mine.text()).isEqualTo("mine");
        assertLoses(rows, held);
        assertLoses(rows, current);
    }

    @Test
    void writeUnversioned() {
        R held = first();

        R seen = rows.writeUnversioned(7L, Map.of("seen", "monday"));

        assertThat(seen.seen()).isEqualTo("monday");
        assertThat(rows.find(7L)).contains(seen);
        if (source.advancesUnversioned()) {
            next(held, seen);
            assertLoses(rows, held);
        } else {
            assertThat(table.version(seen)).isEqualTo(table.version(held));
            assertThat(rows.update(text(held, "mine")).seen()).isEqualTo("monday");
        }
    }

    @Test
    void missing() {
        R held = first();
        rows.delete(held);

        Missing<R> missing = new Missing<>(table, 7L);
        assertThat(rows.tryUpdate(text(held, "mine"))).isEqualTo(missing);
        assertThat(rows.tryPatch(7L, table.version(held), Map.of("text", "mine")))
                .isEqualTo(missing);
        assertThat(rows.tryDelete(held)).isEqualTo(missing);
        assertThat(rows.tryCheck(held)).isEqualTo(missing);
        assertThat(rows.tryOverwrite(text(held, "mine"), "test")).isEqualTo(missing);
        assertThat(rows.tryWriteUnversioned(7L, Map.of("seen", "monday"))).isEqualTo(missing);
        if (source.canTouch()) {
            assertThat(rows.tryTouch(held)).isEqualTo(missing);
        }
        assertThat(rows.tryUpdateAll(List.of(text(held, "mine")))).containsExactly(missing);
        assertThat(rows.find(7L)).isEmpty();
    }

    /** Who holds the first row is told from who holds the second, where versions do not come again. */
    @Test
    void deletedAndInsertedAgain() {
        R held = first();
        rows.delete(held);

        R reborn = first();

        assertThat(table.version(reborn) == table.version(held)).isEqualTo(source.comesAgain());
        if (source.comesAgain()) {
            assertThat(rows.tryDelete(held)).isEqualTo(new Applied<>(reborn));
        } else {
            assertLoses(rows, held);
        }
    }

    @Test
    void merge() {
        R base = first();
        writtenByOthers(7, "amount = 20");
        R theirs = rows.get(7L);

        R merged = next(theirs, rows.update(text(base, "mine"), table.mergeFrom(base)));

        assertThat(merged).isEqualTo(at(merged, amount(text(base, "mine"), 20)));
        assertThat(rows.tryUpdate(text(base, "yours"), table.mergeFrom(base)))
                .satisfies(
                        outcome -> assertThat(((Conflict<R>) outcome).clashes()).containsExactly("text"));
        assertThat(rows.get(7L)).isEqualTo(merged);
    }

    @Test
    void modify_writtenMeanwhile() {
        first();
        List<R> seen = new ArrayList<>();

        R last = rows.modify(7L, row -> {
            seen.add(row);
            if (seen.size() == 1) {
                writtenByOthers(7, "amount = 20");
            }
            return text(row, "mine");
        });

        assertThat(seen).extracting(Item::amount).containsExactly(1, 20);
        assertThat(next(seen.get(1), last).amount()).isEqualTo(20);
    }

    private List<R> three() {
        return rows.insertAll(
                List.of(source.item(7, "first", 1), source.item(8, "first", 2), source.item(9, "first", 3)));
    }

    private List<R> texts(List<R> held, String text) {
        return held.stream().map(row -> text(row, text)).toList();
    }

    @Test
    void insertAll() {
        List<R> three = three();

        assertThat(rows.findAll(List.of(7L, 8L, 9L))).isEqualTo(three);
        assertThat(rows.tryInsertAll(List.of(source.item(6, "new", 1), source.item(7, "again", 1))))
                .satisfiesExactly(
                        made -> assertThat(made).isEqualTo(new Applied<>(rows.get(6L))),
                        taken -> assertThat(((Conflict<R>) taken).current()).isEqualTo(three.get(0)));
        assertThat(rows.insertAll(List.of(source.item(0, "numbered", 1), source.item(0, "numbered", 2))))
                .allSatisfy(row -> assertThat(rows.find(row.id())).contains(row));
    }

    /** One row that stands, one that others wrote, one that others deleted: each has its outcome, in order. */
    private void assertToldApart(VersionedRows<R, Long> by, List<R> held, R theirs) {
        List<R> mine = texts(held, "mine");

        List<Outcome<R>> outcomes = by.tryUpdateAll(mine);

        assertThat(outcomes)
                .containsExactly(
                        new Applied<>(by.get(7L)),
                        conflict("update", held.get(1), mine.get(1), theirs),
                        new Missing<>(table, 9L));
        R written = outcomes.get(0).orElseThrow();
        assertThat(written).isEqualTo(at(written, mine.get(0)));
        assertThat(source.isNext(table.version(held.get(0)), table.version(written)))
                .isTrue();
    }

    @Test
    void tryUpdateAll() {
        List<R> held = three();
        R theirs = theirs(held.get(1));
        rows.delete(held.get(2));

        assertToldApart(rows, held, theirs);
    }

    @Test
    void tryUpdateAll_inTheCallersTransaction() throws Exception {
        List<R> held = three();
        R theirs = theirs(held.get(1));
        rows.delete(held.get(2));

        try (Connection connection = begin()) {
            assertToldApart(rows.on(connection), held, theirs);
            connection.commit();
        }

        assertThat(rows.findAll(List.of(7L, 8L))).extracting(Item::text).containsExactly("mine", "theirs");
    }

    @Test
    void updateAll_allOrNothing() {
        List<R> held = three();
        R theirs = theirs(held.get(1));

        assertThatThrownBy(() -> rows.updateAll(texts(held, "mine")))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refused().values())
                                .containsExactly(conflict("update", held.get(1), text(held.get(1), "mine"), theirs)));

        assertThat(rows.findAll(List.of(7L, 8L, 9L))).containsExactly(held.get(0), theirs, held.get(2));
        List<R> again = rows.updateAll(texts(List.of(held.get(0), theirs, held.get(2)), "mine"));
        assertThat(rows.findAll(List.of(7L, 8L, 9L))).isEqualTo(again);
    }

    @Test
    void patchAll() {
        List<R> held = three();
        R theirs = theirs(held.get(1));
        List<Edit<R>> edits = held.stream()
                .map(row -> new Edit<>(row, amount(row, row.amount() * 10)))
                .toList();

        assertThat(rows.tryPatchAll(edits))
                .satisfiesExactly(
                        one -> assertThat(next(held.get(0), one.orElseThrow()).amount())
                                .isEqualTo(10),
                        two -> assertThat(((Conflict<R>) two).current()).isEqualTo(theirs),
                        three -> assertThat(
                                        next(held.get(2), three.orElseThrow()).amount())
                                .isEqualTo(30));
    }

    @Test
    void updateVersions() {
        List<R> held = three();
        R theirs = theirs(held.get(1));

        Map<Long, Outcome<R>> outcomes = rows.tryUpdateVersions(
                Map.of(7L, table.version(held.get(0)), 8L, table.version(held.get(1))), Map.of("amount", 50));

        assertThat(next(held.get(0), outcomes.get(7L).orElseThrow()).amount()).isEqualTo(50);
        assertThat(((Conflict<R>) outcomes.get(8L)).current()).isEqualTo(theirs);
        assertThat(rows.get(8L)).isEqualTo(theirs);
    }

    @Test
    void deleteAll() {
        List<R> held = three();
        R theirs = theirs(held.get(1));

        assertThatThrownBy(() -> rows.deleteAll(held)).isInstanceOf(RefusedException.class);
        assertThat(rows.findAll(List.of(7L, 8L, 9L))).hasSize(3);
        assertThat(rows.tryDeleteAll(held))
                .containsExactly(
                        new Applied<>(held.get(0)),
                        conflict("delete", held.get(1), held.get(1), theirs),
                        new Applied<>(held.get(2)));
        assertThat(rows.findAll(List.of(7L, 8L, 9L))).containsExactly(theirs);
    }

    @Test
    void updateWhere() {
        List<R> held = three();

        assertThat(rows.updateWhere(Map.of("text", "bulk"), "amount < ?", 3)).isEqualTo(2);

        assertThat(rows.findAll(List.of(7L, 8L, 9L)))
                .satisfiesExactly(
                        one -> next(held.get(0), one),
                        two -> next(held.get(1), two),
                        three -> assertThat(three).isEqualTo(held.get(2)));
        assertLoses(rows, held.get(0));
        assertThat(rows.delete(held.get(2))).isEqualTo(held.get(2));
    }

    @Test
    void batchWriter() {
        List<R> held = three();
        R theirs = theirs(held.get(1));
        List<Outcome<R>> refused = new ArrayList<>();

        BatchReport report = BatchWriter.of(of, table)
                .withRowsPerChunk(2)
                .withRefused(refused::add)
                .updateAll(texts(held, "mine").stream());

        assertThat(report.written()).isEqualTo(2);
        assertThat(refused).containsExactly(conflict("update", held.get(1), text(held.get(1), "mine"), theirs));
        assertThat(rows.findAll(List.of(7L, 8L, 9L))).extracting(Item::text).containsExactly("mine", "theirs", "mine");
    }

    @Test
    void batchWriter_inserts() {
        BatchReport report = BatchWriter.of(of, table)
                .withRowsPerChunk(2)
                .insertAll(Stream.of(source.item(7, "a", 1), source.item(8, "b", 2), source.item(9, "c", 3)));

        assertThat(report.written()).isEqualTo(3);
        List<R> stored = rows.findAll(List.of(7L, 8L, 9L));
        assertThat(stored).extracting(Item::text).containsExactly("a", "b", "c");
        assertThat(rows.deleteAll(stored)).isEqualTo(stored);
    }

    @Test
    void changeSet() {
        List<R> held = three();

        ChangeSet.Result result = of.apply(ChangeSet.empty()
                .update("changed", table, text(held.get(0), "mine"))
                .insert("new", table, source.item(6, "new", 1))
                .delete("gone", table, held.get(2)));

        Class<R> rowType = table.rowType();
        R written = next(held.get(0), result.row("changed", rowType));
        assertThat(rows.find(6L)).contains(result.row("new", rowType));
        assertThat(rows.find(9L)).isEmpty();
        theirs(held.get(1));
        assertThatThrownBy(() -> of.apply(ChangeSet.empty()
                        .update("changed", table, text(written, "again"))
                        .update("stale", table, text(held.get(1), "mine"))))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.refused()).containsOnlyKeys("stale"));
        assertThat(rows.get(7L)).isEqualTo(written);
    }

    /** RFC 9110 §8.8.1: each state has a tag of its own, of which the version can be read. */
    @Test
    void entityTags() {
        RowTags<R, Long> tags = RowTags.of(table);
        R held = first();
        R current = theirs(held);

        assertThat(tags.of(held)).isNotEqualTo(tags.of(current)).hasToString("\"" + table.version(held) + "\"");
        assertThat(tags.version(7L, tags.of(current))).hasValue(table.version(current));
        assertThat(tags.bound().version(7L, tags.bound().of(current))).hasValue(table.version(current));
        assertThat(tags.bound().version(8L, tags.bound().of(current))).isEmpty();
    }

    /** A PUT that passes the look at the row, and is refused by the write. */
    @Test
    void conditionalPut() {
        Preconditions<R, Long> preconditions = Preconditions.of(RowTags.of(table));
        ConditionalRows<R, Long> conditional = ConditionalRows.of(rows);
        R held = first();
        HeaderFields fields = HeaderFields.of(
                Map.of("If-Match", List.of(preconditions.tags().of(held).toString())));
        Decision.Proceed proceed =
                (Decision.Proceed) preconditions.evaluate("PUT", fields, 7L, () -> Optional.of(held));
        R current = theirs(held);

        Outcome<R> refused = conditional.tryPut(text(held, "mine"), proceed.versions());

        Problem problem = Problem.of((Conflict<R>) refused, proceed).withCurrent(preconditions.tags(), Item::text);
        assertThat(problem.status()).isEqualTo(412);
        assertThat(problem.toMap())
                .containsEntry("current", "theirs")
                .containsEntry("currentTag", preconditions.tags().of(current).toString());
        assertThat(preconditions.evaluate("PUT", fields, 7L, Optional.of(current)))
                .isInstanceOf(Decision.PreconditionFailed.class);
        HeaderFields now = HeaderFields.of(
                Map.of("If-Match", List.of(preconditions.tags().of(current).toString())));
        Decision.Proceed again = (Decision.Proceed) preconditions.evaluate("PUT", now, 7L, Optional.of(current));
        next(current, conditional.tryPut(text(held, "mine"), again.versions()).orElseThrow());
    }

    /** The write stands, its acknowledgement is lost: what is sent again is refused, and found to have been made. */
    @Test
    void lostAcknowledgement_looksApplied() {
        R held = first();
        R mine = text(held, "mine");
        FaultyDataSource faulty = FaultyDataSource.of(database.dataSource());
        faulty.inject(FaultyDataSource.failingAfter("COMMIT"::equals, "08006"));

        assertThatThrownBy(() -> database.database(faulty.dataSource())
                        .inTransaction(transaction -> transaction.rows(table).update(mine)))
                .isInstanceOf(UnknownOutcomeException.class);

        Conflict<R> again = (Conflict<R>) rows.tryUpdate(mine);
        assertThat(again.looksApplied()).isTrue();
        assertThat(((Conflict<R>) rows.tryUpdate(text(held, "other"))).looksApplied())
                .isFalse();
        assertThat(rows.get(7L)).isEqualTo(again.current());
    }

    /** Of writers who have read the same row, one wins; the others are shown that one's row. */
    @Test
    void race_oneWinner() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        for (int round = 0; round < 10; round++) {
            R base = rows.insert(source.item(0, "base", round));

            List<Outcome<R>> outcomes = Crowd.of(4, thread -> rows.tryUpdate(text(base, "writer " + thread)));

            R winner = rows.get(base.id());
            assertThat(outcomes.stream().filter(Outcome::isApplied)).containsExactly(new Applied<>(winner));
            assertThat(outcomes.stream().filter(outcome -> !outcome.isApplied()))
                    .hasSize(3)
                    .allSatisfy(outcome ->
                            assertThat(((Conflict<R>) outcome).current()).isEqualTo(winner));
        }
    }

    @Test
    void race_modify() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        rows.insert(source.item(7, "counted", 0));
        Retry often = Retry.upTo(1_000).withPauses(Duration.ofMillis(1), Duration.ofMillis(2));

        List<List<Integer>> left = Crowd.of(
                4,
                thread -> Stream.generate(() -> rows.modify(7L, row -> amount(row, row.amount() + 1), often)
                                .amount())
                        .limit(10)
                        .toList());

        assertThat(left.stream().flatMap(List::stream)).hasSize(40).doesNotHaveDuplicates();
        assertThat(rows.get(7L).amount()).isEqualTo(40);
    }

    /** Batches of one base: each row is written once, whichever of them is there first. */
    @Test
    void race_batches() throws Exception {
        needs(Feature.CONCURRENT_WRITERS);
        List<R> base = rows.insertAll(Stream.iterate(1, i -> i + 1)
                .map(i -> source.item(0, "base", i))
                .limit(20)
                .toList());

        List<List<Outcome<R>>> outcomes = Crowd.of(3, thread -> rows.tryUpdateAll(texts(base, "writer " + thread)));

        for (int i = 0; i < base.size(); i++) {
            int place = i;
            assertThat(outcomes.stream().filter(each -> each.get(place).isApplied()))
                    .hasSize(1);
        }
    }

    /** A snapshot that is older than the row shows no current row: it is no conflict, but a transaction that must run again. */
    @Test
    void oldSnapshot() throws Exception {
        R held = first();

        for (boolean isRead : new boolean[] {true, false}) {
            try (Connection connection = beginSnapshot()) {
                VersionedRows<R, Long> inside = rows.on(connection);
                R seen = inside.get(7L);
                R current = next(seen, rows.update(text(seen, "newer " + isRead)));
                R base = isRead ? seen : current; // as read in the snapshot, or as somebody else has it
                assertThatThrownBy(() -> inside.tryUpdate(text(base, "mine")))
                        .isInstanceOf(SerializationException.class);
                connection.rollback();
                assertThat(rows.get(7L)).isEqualTo(current);
            }
        }
        assertLoses(database.repository(set -> set.withIsolation(Isolation.REPEATABLE_READ), table), held);
    }
}
