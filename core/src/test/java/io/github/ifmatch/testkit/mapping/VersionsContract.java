package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
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
        database.execute(
                "DROP TABLE IF EXISTS named",
                "CREATE TABLE named (id bigint PRIMARY KEY, name varchar(20), version " + versionType + ")");
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

    @Test
    void version_tooWideForTheComponent() {
        VersionedRepository<ShortRow, Long> rows = rows(ShortRow.class, "smallint");

        assertThatThrownBy(() -> rows.delete(1L, 40_000))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("version must fit a Short: 40000");
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
