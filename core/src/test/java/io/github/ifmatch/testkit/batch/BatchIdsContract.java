package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedBatches;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lists of rows whose ids only the database can compare, and of rows that refer to one another. */
public abstract class BatchIdsContract extends Contract {

    private record Padded(String id, String label, long version) {}

    private static final Table<Padded, String> PADDED =
            Table.of(Padded.class, String.class).named("padded");

    /** Padding makes the ids differ in Java, and not in the database. */
    private VersionedRepository<Padded, String> padded(String... values) {
        needs(Feature.BLANKS_IGNORED);
        database.drop("padded");
        database.execute("CREATE TABLE padded (id char(4) PRIMARY KEY, label varchar(20), version bigint NOT NULL)");
        for (String row : values) {
            database.execute("INSERT INTO padded VALUES (" + row + ")");
        }
        return database.repository(PADDED);
    }

    private List<String> stored() {
        return database.query("SELECT trim(id), label, version FROM padded ORDER BY id");
    }

    private static List<Class<?>> kinds(List<? extends Outcome<?>> outcomes) {
        return outcomes.stream().<Class<?>>map(Object::getClass).toList();
    }

    @Test
    void tryInsertAll_twoIdsAreOne_firstIsStored() {
        VersionedRepository<Padded, String> rows = padded();

        List<Outcome<Padded>> outcomes = rows.tryInsertAll(
                List.of(new Padded("a", "first", 0), new Padded("a ", "second", 0), new Padded("b", "third", 0)));

        assertThat(kinds(outcomes)).containsExactly(Applied.class, Conflict.class, Applied.class);
        assertThat(((Conflict<Padded>) outcomes.get(1)).current().label()).isEqualTo("first");
        assertThat(stored()).containsExactly("a first 1", "b third 1");
    }

    /** The id as it is stored is given second. */
    @Test
    void tryInsertAll_storedFormComesSecond_firstIsStored() {
        VersionedRepository<Padded, String> rows = padded();

        List<Outcome<Padded>> outcomes =
                rows.tryInsertAll(List.of(new Padded("a", "first", 0), new Padded("a   ", "second", 0)));

        assertThat(kinds(outcomes)).containsExactly(Applied.class, Conflict.class);
        assertThat(stored()).containsExactly("a first 1");
    }

    @Test
    void insertAll_twoIdsAreOne_nothingIsWritten() {
        VersionedRepository<Padded, String> rows = padded();

        assertThatThrownBy(() -> rows.insertAll(List.of(new Padded("a", "first", 0), new Padded("a ", "second", 0))))
                .isInstanceOf(RefusedBatchException.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void tryInsertAll_someExist_eachHasItsOwn() {
        VersionedRepository<Padded, String> rows = padded("'b', 'theirs', 3");

        List<Outcome<Padded>> outcomes = rows.tryInsertAll(
                List.of(new Padded("c", "mine", 0), new Padded("b", "mine", 0), new Padded("a ", "mine", 0)));

        assertThat(kinds(outcomes)).containsExactly(Applied.class, Conflict.class, Applied.class);
        assertThat(outcomes.get(2).orElseThrow().id().trim()).isEqualTo("a");
        assertThat(stored()).containsExactly("a mine 1", "b theirs 3", "c mine 1");
    }

    @Test
    void updates_twoIdsAreOne_oneIsWritten() {
        VersionedRepository<Padded, String> rows = padded("'a', 'old', 1", "'b', 'old', 1");
        List<Padded> mine =
                List.of(new Padded("a", "mine", 1), new Padded("a ", "mine", 1), new Padded("b", "mine", 1));

        List<Outcome<Padded>> updated = rows.tryUpdateAll(mine);

        assertThat(updated).filteredOn(Outcome::isApplied).hasSize(2);
        assertThat(updated).filteredOn(Conflict.class::isInstance).hasSize(1);
        assertThat(updated.get(2).isApplied()).isTrue();
        assertThat(stored()).containsExactly("a mine 2", "b mine 2");
        List<Outcome<Padded>> patched = rows.tryPatchAll(mine.stream()
                .map(row -> new Edit<>(new Padded(row.id(), "mine", 2), new Padded(row.id(), "new", 2)))
                .toList());
        assertThat(patched).filteredOn(Outcome::isApplied).hasSize(2);
        assertThat(stored()).containsExactly("a new 3", "b new 3");
    }

    @Test
    void findAll_idsInAnotherForm_eachRowOnce() {
        CountingDataSource counting = CountingDataSource.of(database.dataSource());
        padded("'a', 'x', 1", "'b', 'x', 1", "'c', 'x', 1");
        VersionedRepository<Padded, String> rows = database.repository(counting.dataSource(), PADDED);
        List<String> ids = new ArrayList<>(List.of("b", "a", "a "));
        IntStream.range(0, 50).forEach(i -> ids.add("n" + i));
        assertThat(rows.findAll(List.of("a"))).hasSize(1);
        counting.drain();

        List<Padded> found = rows.findAll(ids);

        assertThat(found).extracting(row -> row.id().trim()).containsExactly("b", "a");
        assertThat(counting.drain()).hasSizeLessThan(5);
    }

    @Test
    void twoRowsOfOneId_areDetected() {
        database.drop("doubled");
        database.execute(
                "CREATE TABLE doubled (id bigint, label varchar(20), version bigint NOT NULL)",
                "INSERT INTO doubled VALUES (1, 'a', 1), (1, 'b', 1)");
        record Doubled(long id, String label, long version) {}
        VersionedRepository<Doubled, Long> rows =
                database.repository(Table.of(Doubled.class, Long.class).named("doubled"));

        assertThatThrownBy(() -> rows.findAll(List.of(1L, 2L)))
                .hasMessage("doubled: two rows have the same id; an id must be unique");
    }

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record Binary(byte[] id, String label, long version) {}

    private static final Table<Binary, byte[]> BINARIES =
            Table.of(Binary.class, byte[].class).named("binaries");

    private VersionedRepository<Binary, byte[]> binaries() {
        database.drop("binaries");
        database.execute(
                "CREATE TABLE binaries (id {binary(10)} PRIMARY KEY, label varchar(20), version bigint NOT NULL)");
        return database.repository(BINARIES);
    }

    @Test
    void bytes_everyVerb() {
        VersionedRepository<Binary, byte[]> rows = binaries();
        List<Binary> given = IntStream.range(0, 20)
                .mapToObj(i -> new Binary(new byte[] {(byte) (i * 13), 7}, "a", 0))
                .toList();

        List<Binary> inserted = rows.insertAll(given);
        List<Binary> updated = rows.updateAll(inserted.stream()
                .map(row -> new Binary(row.id().clone(), "b", row.version()))
                .toList());

        assertThat(rows.tryUpdateAll(inserted)).allMatch(Conflict.class::isInstance);
        assertThat(rows.findAll(given.stream().map(Binary::id).toList()))
                .usingRecursiveComparison()
                .isEqualTo(updated);
        Binary first = updated.get(0);
        ChangeSet changes =
                ChangeSet.empty().update("row", BINARIES, new Binary(first.id().clone(), "c", first.version()));
        database.database().apply(changes);
        assertThat(rows.tryDeleteAll(updated)).filteredOn(Outcome::isApplied).hasSize(19);
    }

    @Test
    void bytes_twice_refused() {
        VersionedRepository<Binary, byte[]> rows = binaries();

        assertThatThrownBy(() ->
                        rows.insertAll(List.of(new Binary(new byte[] {1}, "a", 0), new Binary(new byte[] {1}, "b", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be written once: rows[0] and rows[1] are both binaries 0x01");
    }

    private record Price(BigDecimal id, String label, long version) {}

    @Test
    void decimals_atAnotherScale() {
        needs(Feature.EXACT_NUMBERS);
        database.drop("prices");
        database.execute(
                "CREATE TABLE prices (id numeric(10, 2) PRIMARY KEY, label varchar(20), version bigint NOT NULL)",
                "INSERT INTO prices VALUES (7, 'a', 1), (8, 'a', 1)");
        Table<Price, BigDecimal> prices =
                Table.of(Price.class, BigDecimal.class).named("prices");
        VersionedRepository<Price, BigDecimal> rows = database.repository(prices);
        Price seven = new Price(new BigDecimal("7"), "b", 1);

        database.database().apply(ChangeSet.empty().update("row", prices, seven));
        List<Outcome<Price>> deleted = rows.tryDeleteAll(List.of(new Price(new BigDecimal("8.000"), "b", 1), seven));

        assertThat(kinds(deleted)).containsExactly(Applied.class, Conflict.class);
    }

    private record Reading(Instant id, String label, long version) {}

    /** Whether many rows are one JDBC batch though the dialect would write them one by one: Jdbi's loggers are to see a batch. */
    private static boolean sendsBatches(TestDatabase database) {
        return database.dialect().batchesRowByRow(WriteKind.DELETE)
                && database.getClass().getPackageName().endsWith(".jdbi");
    }

    /** The column keeps milliseconds; which row made which is known by their places. */
    @Test
    void insertAll_columnRoundsIds() {
        needs(Feature.TIMES_ROUNDED);
        database.drop("readings");
        database.execute(
                "CREATE TABLE readings (id {instant(3)} PRIMARY KEY, label varchar(20)," + " version bigint NOT NULL)");
        VersionedRepository<Reading, Instant> rows = database.repository(READINGS);
        Instant at = Instant.parse("2026-03-01T10:00:00.123456789Z");
        List<Reading> given = List.of(new Reading(at, "a", 0), new Reading(at.plusSeconds(1), "b", 0));
        boolean isReadBack = !database.has(Feature.INSERTED_ROW_RETURNED) || sendsBatches(database);
        if (isReadBack) { // by the id given: refused, and nothing is left
            assertThatThrownBy(() -> rows.insertAll(given))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("or a column rounds the id. Nothing was written");
            assertThat(database.query("SELECT id FROM readings")).isEmpty();
            return;
        }

        List<Reading> inserted = rows.insertAll(given);

        assertThat(inserted).extracting(Reading::label).containsExactly("a", "b");
        assertThat(inserted.get(0).id()).isEqualTo(Instant.parse("2026-03-01T10:00:00.123Z"));
    }

    private static final Table<Reading, Instant> READINGS =
            Table.of(Reading.class, Instant.class).named("readings");

    /** The row that exists is found by what the column makes of the id, and no trigger is blamed. */
    @Test
    void inserts_columnRoundsTheIdOfARowThatExists_conflict() {
        needs(Feature.TIMES_ROUNDED, Feature.EXACT_NUMBERS);
        database.drop("readings");
        database.execute(
                "CREATE TABLE readings (id {instant(3)} PRIMARY KEY, label varchar(20)," + " version bigint NOT NULL)");
        database.drop("prices");
        database.execute(
                "CREATE TABLE prices (id numeric(10, 2) PRIMARY KEY, label varchar(20), version bigint NOT NULL)",
                "INSERT INTO prices VALUES (7, 'theirs', 5)");
        VersionedRepository<Reading, Instant> readings = database.repository(READINGS);
        readings.insert(new Reading(Instant.parse("2026-03-01T10:00:00.123Z"), "theirs", 0));
        database.execute("UPDATE readings SET version = 5");
        Reading reading = new Reading(Instant.parse("2026-03-01T10:00:00.123456789Z"), "mine", 0);
        Table<Price, BigDecimal> prices =
                Table.of(Price.class, BigDecimal.class).named("prices");
        Price price = new Price(new BigDecimal("7.0012"), "mine", 0);

        List<Outcome<?>> outcomes = new ArrayList<>();
        outcomes.add(readings.tryInsert(reading));
        outcomes.addAll(readings.tryInsertAll(List.of(reading)));
        outcomes.add(database.repository(prices).tryInsert(price));
        database.database().inTransaction(transaction -> {
            outcomes.add(transaction.rows(READINGS).tryInsert(reading));
            return outcomes.addAll(transaction.rows(prices).tryInsertAll(List.of(price)));
        });

        assertThat(outcomes)
                .hasSize(5)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Conflict.class,
                                conflict ->
                                        assertThat(conflict.currentVersion()).isEqualTo(5)));
        assertThat(database.query("SELECT label FROM readings UNION ALL SELECT label FROM prices"))
                .containsExactly("theirs", "theirs");
    }

    private record Node(long id, Long parent, long version) {}

    private VersionedRepository<Node, Long> nodes(String onDelete) {
        database.drop("nodes");
        database.execute("CREATE TABLE nodes (id bigint PRIMARY KEY, parent bigint, version bigint NOT NULL,"
                + " FOREIGN KEY (parent) REFERENCES nodes (id)" + onDelete + ")");
        return database.repository(Table.of(Node.class, Long.class).named("nodes"));
    }

    /** A chain whose ids descend: each row refers to the one before. */
    private static List<Node> chain(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> new Node(rows - i, i == 0 ? null : (Long) (rows - i + 1L), 0))
                .toList();
    }

    /** A root, and rows that all refer to it: H2 follows cascades by recursion, which a long chain would exhaust. */
    private static List<Node> star(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> new Node(rows - i, i == 0 ? null : (Long) (long) rows, 0))
                .toList();
    }

    private static <R> List<R> reversed(List<R> rows) {
        List<R> reversed = new ArrayList<>(rows);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void trees_parentsFirstThenChildrenFirst() {
        int rows = VersionedBatches.ROWS_PER_STATEMENT + 50;
        VersionedRepository<Node, Long> nodes = nodes("");

        List<Node> inserted = nodes.insertAll(chain(rows));

        assertThat(inserted).hasSize(rows);
        assertThat(nodes.deleteAll(reversed(inserted))).isEqualTo(reversed(inserted));
    }

    /** A child that goes with its parent, which the batch deletes, was deleted by the batch; unless it may have been by somebody else. */
    @Test
    void deletes_cascade_inAnyOrder() {
        VersionedRepository<Node, Long> nodes = nodes(" ON DELETE CASCADE");
        List<Node> some = nodes.insertAll(chain(5));
        boolean mayBeSomebodyElse = database.has(Feature.CONCURRENT_WRITERS) && !database.has(Feature.LOCKING_READS);
        if (mayBeSomebodyElse) {
            assertThatThrownBy(() -> nodes.deleteAll(some)).isInstanceOf(SerializationException.class);
            assertThat(database.query("SELECT id FROM nodes")).hasSize(5);
            assertThat(nodes.deleteAll(reversed(some))).isEqualTo(reversed(some));
            return;
        }
        assertThat(nodes.deleteAll(some)).isEqualTo(some);
        List<Node> again = nodes.insertAll(chain(5));
        assertThat(nodes.deleteAll(reversed(again))).isEqualTo(reversed(again));

        List<Node> many = nodes.insertAll(star(VersionedBatches.ROWS_PER_STATEMENT + 5));
        assertThat(nodes.deleteAll(many)).isEqualTo(many);
        assertThat(database.query("SELECT id FROM nodes")).isEmpty();
    }

    @Test
    void deletes_staleAndMissing_afterLocking() {
        VersionedRepository<Node, Long> nodes = nodes("");
        List<Node> many = nodes.insertAll(chain(VersionedBatches.ROWS_PER_STATEMENT + 5));
        List<Node> children = reversed(many);
        database.execute(
                "DELETE FROM nodes WHERE id = 1", "UPDATE nodes SET version = 2, parent = NULL WHERE id = 1003");

        List<Outcome<Node>> outcomes = nodes.tryDeleteAll(children);

        assertThat(outcomes.get(0)).isEqualTo(new Missing<>(nodes.table(), 1L));
        assertThat(outcomes.get(1002)).isInstanceOf(Conflict.class);
        assertThat(outcomes).filteredOn(Outcome::isApplied).hasSize(many.size() - 2);
        assertThat(database.query("SELECT id FROM nodes")).containsExactly("1003");
    }
}
