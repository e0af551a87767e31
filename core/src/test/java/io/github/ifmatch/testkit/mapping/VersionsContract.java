package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.VersionSource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Versions of every width, and those of legacy tables that may be NULL. */
public abstract class VersionsContract extends Contract {

    private record ShortRow(long id, String name, short version) {}

    private record IntRow(long id, String name, int version) {}

    private record LongRow(long id, String name, long version) {}

    private record BoxedShortRow(long id, String name, Short version) {}

    private record BoxedIntRow(long id, String name, Integer version) {}

    private record BoxedLongRow(long id, String name, Long version) {}

    private <R> VersionedRepository<R, Long> rows(Class<R> rowType, String versionType) {
        database.drop("named");
        database.execute("CREATE TABLE named (id bigint PRIMARY KEY, name varchar(20), version " + versionType + ")");
        return database.repository(Table.of(rowType, Long.class).named("named"));
    }

    private <R> void assertCounts(Class<R> rowType, String versionType, R row) {
        VersionedRepository<R, Long> rows = rows(rowType, versionType);
        R first = rows.insert(row);
        R second = rows.update(first);
        R third = rows.patch(1L, 2, Map.of("name", "other"));
        R fourth = rows.touch(third);
        R fifth = rows.overwrite(first, "test");

        assertThat(List.of(first, second, third, fourth, fifth).stream().map(rows.table()::version))
                .containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rows.tryUpdate(fourth)).isEqualTo(new Conflict<>(rows.table(), 1L, 4, fourth, fifth));
        assertThat(((Conflict<R>) rows.tryUpdate(first)).rebased()).isEqualTo(fifth);
        assertThat(rows.delete(fifth)).isEqualTo(fifth);
    }

    /** An import keeps the versions that rows have elsewhere. */
    @Test
    void asGiven() {
        VersionedRepository<IntRow, Long> plain = rows(IntRow.class, "integer NOT NULL");
        Table<IntRow, Long> table = plain.table().versions(VersionSource.COUNTER_AS_GIVEN);
        VersionedRepository<IntRow, Long> rows = database.repository(table);

        IntRow seventh = rows.insert(new IntRow(1, "seventh", 7));
        List<IntRow> others = rows.insertAll(
                List.of(new IntRow(2, "new", 0), new IntRow(3, "last", Integer.MAX_VALUE), new IntRow(4, "odd", -3)));

        assertThat(seventh).isEqualTo(new IntRow(1, "seventh", 7));
        assertThat(others.stream().map(IntRow::version)).containsExactly(1, Integer.MAX_VALUE, 1);
        assertThat(rows.update(seventh).version()).isEqualTo(8);
        Conflict<IntRow> again = (Conflict<IntRow>) rows.tryInsert(new IntRow(2, "new", 0));
        assertThat(again.looksApplied()).isTrue();
        Conflict<IntRow> other = (Conflict<IntRow>) rows.tryInsert(new IntRow(1, "seventh", 3));
        assertThat(other.looksApplied()).isFalse();
        assertThat(plain.touch(plain.get(1L)).version()).isEqualTo(9);
        database.database().verify(table);
    }

    private record Timed(long id, String name, Instant version) {}

    /**
     * Where a column keeps other than microseconds, two writes could leave one time: verify refuses it. What it cannot see, such as a driver
     * that cuts what it binds, or a clock that the database does not know, the first writes do.
     */
    @Test
    void time_refusedWhereMicrosecondsAreNotKept() {
        assumeFalse(database.has(Feature.MICROSECONDS), "keeps microseconds");
        database.drop("named");
        database.execute(
                "CREATE TABLE named (id bigint NOT NULL PRIMARY KEY, name varchar(20), version {instant(6)} NOT NULL)");
        Table<Timed, Long> table =
                Table.of(Timed.class, Long.class).named("named").versions(VersionSource.TIME);

        assertThatThrownBy(() -> {
                    database.database().verify(table);
                    VersionedRepository<Timed, Long> rows = database.repository(table);
                    Timed first = rows.insert(new Timed(7, "first", Instant.EPOCH));
                    rows.overwrite(rows.touch(first), "test");
                })
                .isInstanceOf(VersionedException.class);
    }

    @Test
    void width_primitive() {
        assertCounts(ShortRow.class, "smallint", new ShortRow(1, "first", (short) 0));
        assertCounts(IntRow.class, "integer", new IntRow(1, "first", 0));
        assertCounts(LongRow.class, "bigint", new LongRow(1, "first", 0));
    }

    @Test
    void width_boxed() {
        assertCounts(BoxedShortRow.class, "smallint", new BoxedShortRow(1, "first", null));
        assertCounts(BoxedIntRow.class, "integer", new BoxedIntRow(1, "first", null));
        assertCounts(BoxedLongRow.class, "bigint", new BoxedLongRow(1, "first", null));
    }

    /** Whatever number a client sends, a row that cannot be at that version is not at it. */
    private <R> void assertNeverAt(R row, Class<R> rowType, String versionType, long... versions) {
        VersionedRepository<R, Long> rows = rows(rowType, versionType);
        R stored = rows.insert(row);
        Table<R, Long> table = rows.table();
        R other = table.with(stored, Map.of("name", "other"));
        Map<String, String> changes = Map.of("name", "other");

        for (long version : versions) {
            assertThat(rows.tryDelete(1L, version))
                    .isEqualTo(new Conflict<>(table, "delete", 1L, version, stored, stored));
            assertThat(rows.tryPatch(1L, version, changes))
                    .isEqualTo(new Conflict<>(table, "patch", 1L, version, other, stored));
            assertThat(rows.tryPatch(1L, version, Map.of()))
                    .isEqualTo(new Conflict<>(table, "patch", 1L, version, stored, stored));
            assertThat(rows.tryUpdateVersions(Map.of(1L, version), changes))
                    .isEqualTo(Map.of(1L, new Conflict<>(table, "patch", 1L, version, other, stored)));
            database.database().inTransaction(transaction -> {
                VersionedRows<R, Long> joined = transaction.rows(table);
                assertThat(joined.tryDelete(1L, version)).isInstanceOf(Conflict.class);
                assertThat(joined.tryUpdateVersions(Map.of(1L, version), changes))
                        .hasEntrySatisfying(1L, outcome -> assertThat(outcome).isInstanceOf(Conflict.class));
                return null;
            });
            assertThat(rows.tryDelete(2L, version)).isEqualTo(new Missing<>(table, 2L));
            assertThat(rows.tryPatch(2L, version, changes)).isEqualTo(new Missing<>(table, 2L));
            assertThat(rows.tryPatch(2L, version, Map.of())).isEqualTo(new Missing<>(table, 2L));
            assertThat(rows.tryUpdateVersions(Map.of(2L, version), changes))
                    .isEqualTo(Map.of(2L, new Missing<>(table, 2L)));
        }
        assertThat(rows.get(1L)).isEqualTo(stored);
    }

    @Test
    void version_thatTheComponentCannotHold() {
        assertNeverAt(new ShortRow(1, "a", (short) 0), ShortRow.class, "smallint", 40_000, 65_537, -32_769);
        assertNeverAt(new ShortRow(1, "a", (short) 0), ShortRow.class, "bigint", 65_537, Long.MAX_VALUE);
        assertNeverAt(new IntRow(1, "a", 0), IntRow.class, "integer", 99_999_999_999L, (1L << 32) + 1, Long.MIN_VALUE);
        assertNeverAt(new BoxedIntRow(1, "a", null), BoxedIntRow.class, "integer", 99_999_999_999L);
    }

    /** The others of the batch are written all the same. */
    @Test
    void version_thatTheComponentCannotHold_amongOthers() {
        VersionedRepository<IntRow, Long> rows = rows(IntRow.class, "integer");
        rows.insertAll(List.of(new IntRow(1, "a", 0), new IntRow(2, "b", 0), new IntRow(3, "c", 0)));

        Map<Long, Outcome<IntRow>> outcomes =
                rows.tryUpdateVersions(Map.of(1L, 1L, 2L, 99_999_999_999L, 3L, 1L), Map.of("name", "new"));

        assertThat(outcomes.get(2L)).isInstanceOf(Conflict.class);
        assertThat(rows.findAll(List.of(1L, 2L, 3L)))
                .containsExactlyInAnyOrder(new IntRow(1, "new", 2), new IntRow(2, "b", 1), new IntRow(3, "new", 2));
    }

    @Test
    void version_thatTheComponentCannotHold_nullsAdopted() {
        VersionedRepository<IntRow, Long> rows = rows(IntRow.class, "integer");
        database.execute("INSERT INTO named VALUES (7, 'old', NULL)");
        VersionedRepository<IntRow, Long> adopting =
                database.repository(rows.table().adoptNullVersions());

        assertThat(adopting.tryDelete(7L, 1L << 32)).isInstanceOf(Conflict.class);
        assertThat(adopting.tryPatch(7L, 1L << 32, Map.of("name", "new"))).isInstanceOf(Conflict.class);
        assertThat(adopting.tryUpdateVersions(Map.of(7L, 1L << 32), Map.of("name", "new")))
                .hasEntrySatisfying(7L, outcome -> assertThat(outcome).isInstanceOf(Conflict.class));
        assertThat(adopting.get(7L)).isEqualTo(new IntRow(7, "old", 0));
    }

    @Test
    void null_refused() {
        VersionedRepository<BoxedLongRow, Long> rows = rows(BoxedLongRow.class, "bigint");
        database.execute("INSERT INTO named VALUES (7, 'old', NULL)");

        assertThatThrownBy(() -> rows.get(7L))
                .isInstanceOf(MappingException.class)
                .hasMessage("named.version is NULL, which the component version (java.lang.Long) cannot hold: set it in"
                        + " every row, or declare the table with adoptNullVersions()");
    }

    private <R> VersionedRepository<R, Long> adopting(Class<R> rowType) {
        VersionedRepository<R, Long> rows = rows(rowType, "bigint");
        database.execute(
                "INSERT INTO named VALUES (7, 'old', NULL)",
                "INSERT INTO named VALUES (8, 'old', NULL)",
                "INSERT INTO named VALUES (9, 'old', NULL)");
        return database.repository(rows.table().adoptNullVersions());
    }

    @Test
    void null_adopted() {
        VersionedRepository<LongRow, Long> rows = adopting(LongRow.class);
        LongRow old = rows.get(7L);

        assertThat(old).isEqualTo(new LongRow(7, "old", 0));
        assertThat(rows.update(old)).isEqualTo(new LongRow(7, "old", 1));
        assertThat(rows.tryUpdate(old)).isEqualTo(new Conflict<>(rows.table(), 7L, 0, old, new LongRow(7, "old", 1)));
        assertThat(rows.update(rows.get(7L)).version()).isEqualTo(2);
        assertThat(rows.touch(rows.get(8L)).version()).isEqualTo(1);
        assertThat(rows.patch(8L, 1, Map.of("name", "new"))).isEqualTo(new LongRow(8, "new", 2));
        assertThat(rows.delete(rows.get(9L))).isEqualTo(new LongRow(9, "old", 0));
    }

    @Test
    void null_adoptedByEveryVerb() {
        VersionedRepository<BoxedLongRow, Long> rows = adopting(BoxedLongRow.class);

        assertThat(rows.findAll(List.of(7L, 8L)))
                .extracting(BoxedLongRow::version)
                .containsOnly(0L);
        assertThat(rows.update(new BoxedLongRow(7, "new", null)).version()).isEqualTo(1);
        assertThat(rows.overwrite(new BoxedLongRow(8, "new", null), "test").version())
                .isEqualTo(1);
        assertThat(rows.tryDelete(9L, 1).isApplied()).isFalse();
        assertThat(rows.tryDelete(9L, 0).isApplied()).isTrue();
    }
}
