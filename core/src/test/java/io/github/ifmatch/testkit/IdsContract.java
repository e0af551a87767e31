package io.github.ifmatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ColumnType;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Ids of every kind, through every verb: numbers, strings, UUIDs, types of one's own, several columns. */
public abstract class IdsContract {

    private record LongRow(long id, String name, long version) {}

    private record IntRow(int id, String name, long version) {}

    private record ShortRow(short id, String name, long version) {}

    private record BoxedRow(Integer id, String name, long version) {}

    private record TextRow(String id, String name, long version) {}

    private record UuidRow(UUID id, String name, long version) {}

    private record DecimalRow(BigDecimal id, String name, long version) {}

    private record AccountId(long value) {}

    private record OwnRow(AccountId id, String name, long version) {}

    private record LineId(long orderId, int lineNo) {}

    private record NestedRow(LineId id, String name, long version) {}

    private record FlatRow(String name, int lineNo, long orderId, long version) {}

    private final TestDatabase database;

    protected IdsContract(TestDatabase database) {
        this.database = database;
    }

    private <R, ID> VersionedRepository<R, ID> rows(Table<R, ID> table, String idColumns, String key) {
        database.execute(
                "DROP TABLE IF EXISTS named",
                "CREATE TABLE named (" + idColumns
                        + ", name varchar(20) NOT NULL, version bigint NOT NULL, PRIMARY KEY (" + key + "))");
        return database.repository(table.named("named"));
    }

    private <R extends Record, ID> void assertEveryVerb(
            Table<R, ID> table, String idColumns, ID one, ID two, ID none, BiFunction<ID, String, R> row) {
        String key = idColumns.contains("order_id") ? "order_id, line_no" : "id";
        VersionedRepository<R, ID> rows = rows(table, idColumns, key);
        R first = rows.insert(row.apply(one, "first"));
        R second = rows.insert(row.apply(two, "second"));

        assertThat(rows.table().id(first)).isEqualTo(one);
        assertThat(rows.get(one)).isEqualTo(first);
        assertThat(rows.find(none)).isEmpty();
        assertThat(rows.findAll(List.of(two, none, one))).containsExactly(second, first);
        assertThat(rows.tryInsert(row.apply(one, "again")))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.current()).isEqualTo(first));
        R updated = rows.update(first);
        assertThat(rows.table().version(updated)).isEqualTo(2);
        assertThat(rows.tryUpdate(first)).isEqualTo(new Conflict<>(rows.table(), one, 1, first, updated));
        assertThat(rows.table().version(rows.touch(updated))).isEqualTo(3);
        assertThat(rows.table().version(rows.patch(one, 3, java.util.Map.of("name", "third"))))
                .isEqualTo(4);
        assertThat(rows.table().version(rows.overwrite(first, "test"))).isEqualTo(5);
        assertThat(rows.get(two)).isEqualTo(second);
        assertThat(rows.delete(second)).isEqualTo(second);
        assertThat(rows.tryDelete(two, 1)).isEqualTo(new Missing<>(rows.table(), two));
        assertThat(rows.table().version(rows.delete(one, 5))).isEqualTo(5);
    }

    @Test
    void number_primitive() {
        assertEveryVerb(
                Table.of(LongRow.class, Long.class),
                "id bigint",
                1L,
                Long.MAX_VALUE,
                -1L,
                (id, name) -> new LongRow(id, name, 0));
        assertEveryVerb(
                Table.of(IntRow.class, Integer.class),
                "id integer",
                1,
                Integer.MIN_VALUE,
                -1,
                (id, name) -> new IntRow(id, name, 0));
        assertEveryVerb(
                Table.of(ShortRow.class, Short.class),
                "id smallint",
                (short) 1,
                Short.MAX_VALUE,
                (short) -1,
                (id, name) -> new ShortRow(id, name, 0));
    }

    @Test
    void number_boxed() {
        assertEveryVerb(
                Table.of(BoxedRow.class, Integer.class),
                "id integer",
                1,
                2,
                3,
                (id, name) -> new BoxedRow(id, name, 0));
    }

    @Test
    void text() {
        assertEveryVerb(
                Table.of(TextRow.class, String.class),
                "id varchar(50)",
                "it's \"one\"",
                "",
                "İ",
                (id, name) -> new TextRow(id, name, 0));
    }

    @Test
    void uuid() {
        assertEveryVerb(
                Table.of(UuidRow.class, UUID.class),
                "id uuid",
                new UUID(0, 1),
                new UUID(-1, -1),
                new UUID(7, 7),
                (id, name) -> new UuidRow(id, name, 0));
    }

    @Test
    void ownType() {
        assertEveryVerb(
                Table.of(OwnRow.class, AccountId.class)
                        .type("id", ColumnType.of(Long.class).as(AccountId::new, AccountId::value)),
                "id bigint",
                new AccountId(1),
                new AccountId(2),
                new AccountId(3),
                (id, name) -> new OwnRow(id, name, 0));
    }

    @Test
    void composite_nested() {
        assertEveryVerb(
                Table.of(NestedRow.class, LineId.class),
                "order_id bigint, line_no integer",
                new LineId(1, 1),
                new LineId(1, 2),
                new LineId(2, 1),
                (id, name) -> new NestedRow(id, name, 0));
    }

    /** The components stand in another order than in the id class. */
    @Test
    void composite_flat() {
        assertEveryVerb(
                Table.of(FlatRow.class, LineId.class).id("lineNo", "orderId"),
                "order_id bigint, line_no integer",
                new LineId(1, 2),
                new LineId(2, 1),
                new LineId(1, 1),
                (id, name) -> new FlatRow(name, id.lineNo(), id.orderId(), 0));
    }

    @Test
    void insert_unsetBoxed() {
        VersionedRepository<BoxedRow, Integer> rows =
                rows(Table.of(BoxedRow.class, Integer.class), "id integer GENERATED BY DEFAULT AS IDENTITY", "id");

        BoxedRow first = rows.insert(new BoxedRow(null, "first", 0));
        BoxedRow second = rows.insert(new BoxedRow(0, "second", 0));

        assertThat(rows.findAll(List.of(first.id(), second.id()))).containsExactly(first, second);
    }

    @Test
    void insert_unsetOwnType() {
        VersionedRepository<OwnRow, AccountId> rows = rows(
                Table.of(OwnRow.class, AccountId.class)
                        .type("id", ColumnType.of(Long.class).as(AccountId::new, AccountId::value)),
                "id bigint GENERATED BY DEFAULT AS IDENTITY",
                "id");

        OwnRow first = rows.insert(new OwnRow(null, "first", 0));

        assertThat(rows.get(first.id())).isEqualTo(first);
    }

    @Test
    void update_unset() {
        VersionedRepository<TextRow, String> rows = rows(Table.of(TextRow.class, String.class), "id varchar(50)", "id");

        assertThatThrownBy(() -> rows.update(new TextRow(null, "first", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("row must have an id: named.id is null");
    }

    /** The database holds 1.0 and 1.00 to be equal. */
    @Test
    void findAll_equalInAnotherForm() {
        VersionedRepository<DecimalRow, BigDecimal> decimals =
                rows(Table.of(DecimalRow.class, BigDecimal.class), "id numeric(8, 2)", "id");
        DecimalRow one = decimals.insert(new DecimalRow(new BigDecimal("1"), "one", 0));
        assertThat(decimals.find(new BigDecimal("1.0"))).contains(one);
        assertThat(decimals.findAll(List.of(new BigDecimal("2"), new BigDecimal("1.0"), new BigDecimal("1"))))
                .containsExactly(one);
    }
}
