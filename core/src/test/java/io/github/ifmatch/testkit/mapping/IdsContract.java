package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Merge;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Ids of every kind, through every verb: numbers, strings, UUIDs, types of one's own, several columns. */
public abstract class IdsContract extends Contract {

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

    private <R, ID> VersionedRepository<R, ID> rows(Table<R, ID> table, String idColumns, String key) {
        database.drop("named");
        database.execute("CREATE TABLE named (" + idColumns + ", name varchar(20) NOT NULL, version bigint NOT NULL"
                + (key.isEmpty() ? ")" : ", PRIMARY KEY (" + key + "))"));
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
        needs(Feature.UUIDS);
        assertEveryVerb(
                Table.of(UuidRow.class, UUID.class),
                "id {uuid}",
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
                rows(Table.of(BoxedRow.class, Integer.class), "id {identity(integer)}", "");

        BoxedRow first = rows.insert(new BoxedRow(null, "first", 0));
        BoxedRow second = rows.insert(new BoxedRow(0, "second", 0));

        assertThat(rows.findAll(List.of(first.id(), second.id()))).containsExactly(first, second);
    }

    @Test
    void insert_unsetOwnType() {
        VersionedRepository<OwnRow, AccountId> rows = rows(
                Table.of(OwnRow.class, AccountId.class)
                        .type("id", ColumnType.of(Long.class).as(AccountId::new, AccountId::value)),
                "id {identity}",
                "");

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
        needs(Feature.EXACT_NUMBERS);
        VersionedRepository<DecimalRow, BigDecimal> decimals =
                rows(Table.of(DecimalRow.class, BigDecimal.class), "id numeric(8, 2)", "id");
        DecimalRow one = decimals.insert(new DecimalRow(new BigDecimal("1"), "one", 0));
        assertThat(decimals.find(new BigDecimal("1.0"))).contains(one);
        assertThat(decimals.findAll(List.of(new BigDecimal("2"), new BigDecimal("1.0"), new BigDecimal("1"))))
                .containsExactly(one);
    }

    @SuppressWarnings("ArrayRecordComponent") // as a table may have them
    private record BytesRow(byte[] id, String name, long version) {

        @Override
        public String toString() {
            return HexFormat.of().formatHex(id) + " " + name + " v" + version;
        }
    }

    private record PaddedRow(String id, String name, long version) {}

    private record DocId(@Nullable String tenant, @Nullable Long id) {}

    private record DocRow(String tenant, Long id, String name, long version) {}

    @Test
    void bytes_everyVerb() {
        VersionedRepository<BytesRow, byte[]> rows =
                rows(Table.of(BytesRow.class, byte[].class), "id {binary(9)}", "id");
        byte[] one = {1, (byte) 255};
        BytesRow first = rows.insert(new BytesRow(one, "first", 0));
        BytesRow copy = new BytesRow(one.clone(), "mine", 1);

        assertThat(rows.get(one)).hasToString("01ff first v1");
        assertThat(rows.tryInsert(copy)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> rows.delete(one, 7))
                .hasMessageStartingWith("named 0x01ff was changed by somebody else: expected version 7, current");
        rows.touch(first);
        Merge<BytesRow> merge = rows.table().merge();
        assertThat(rows.update(copy, merge.from(first))).hasToString("01ff mine v3");
        assertThat(rows.update(copy, Resolver.keepMine())).hasToString("01ff mine v4");
        assertThat(rows.modify(one, row -> new BytesRow(row.id(), "again", row.version())))
                .hasToString("01ff again v5");
        assertThatThrownBy(() -> rows.get(new byte[] {2}))
                .hasMessage("named 0x02: there is no such row (any more). Nothing was written.");
    }

    /** Base and mine may hold either form of the id: the caller's, or the one that the column makes of it. */
    @Test
    void merge_idInAnotherForm() {
        needs(Feature.EXACT_NUMBERS);
        VersionedRepository<DecimalRow, BigDecimal> rows =
                rows(Table.of(DecimalRow.class, BigDecimal.class), "id numeric(8, 2)", "id");
        DecimalRow base = rows.insert(new DecimalRow(new BigDecimal("7"), "base", 0));
        DecimalRow mine = new DecimalRow(new BigDecimal("7"), "mine", 1);
        rows.touch(base);

        assertThat(rows.update(mine, rows.table().mergeFrom(base)).name()).isEqualTo("mine");
        assertThat(rows.update(mine, rows.table().mergeFrom(new DecimalRow(new BigDecimal("7.0"), "base", 1))))
                .isEqualTo(new DecimalRow(new BigDecimal("7.00"), "mine", 4));
    }

    @Test
    void merge_paddedId() {
        needs(Feature.CHAR_PADDED);
        VersionedRepository<PaddedRow, String> rows = rows(Table.of(PaddedRow.class, String.class), "id char(3)", "id");
        PaddedRow base = rows.insert(new PaddedRow("DE", "base", 0));
        PaddedRow mine = new PaddedRow("DE", "mine", 1);
        assertThat(base.id()).isEqualTo("DE ");
        rows.touch(base);
        AtomicInteger races = new AtomicInteger();
        Resolver<PaddedRow> merge = rows.table().mergeFrom(base);

        PaddedRow merged = rows.update(mine, conflict -> {
            Optional<PaddedRow> answer = merge.resolve(conflict);
            if (races.incrementAndGet() == 1) {
                rows.touch(conflict.current());
            }
            return answer;
        });

        assertThat(merged).isEqualTo(new PaddedRow("DE ", "mine", 4));
        assertThat(rows.update(mine, conflict -> Optional.of(conflict.attempted()))
                        .version())
                .isEqualTo(5);
        assertThat(rows.update(mine, conflict -> Optional.of(conflict.current()))
                        .version())
                .isEqualTo(6);
        assertThatThrownBy(() -> rows.update(mine, conflict -> Optional.of(new PaddedRow("FR", "x", 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the resolved row must be named DE: named FR; an id does not change: insert the row under its"
                                + " new id and delete the old row, in one transaction");
    }

    @Test
    void composite_partNamedId() {
        Table<DocRow, DocId> table = Table.of(DocRow.class, DocId.class).id("tenant", "id");
        VersionedRepository<DocRow, DocId> rows = rows(table, "tenant varchar(9), id bigint", "tenant, id");
        DocRow first = rows.insert(new DocRow("a", 0L, "first", 0));

        assertThat(first).isEqualTo(new DocRow("a", 0L, "first", 1));
        assertThat(rows.update(first)).isEqualTo(rows.get(new DocId("a", 0L)));
    }

    /** Such a row cannot be stored, and none is found by such an id. */
    @Test
    void composite_nullPart() {
        Table<DocRow, DocId> table = Table.of(DocRow.class, DocId.class).id("tenant", "id");
        VersionedRepository<DocRow, DocId> rows = rows(table, "tenant varchar(9), id bigint", "tenant, id");
        DocRow row = new DocRow("a", null, "first", 1);
        DocId id = new DocId(null, 1L);

        for (ThrowingCallable write : List.<ThrowingCallable>of(
                () -> rows.insert(row),
                () -> rows.update(row),
                () -> rows.touch(row),
                () -> rows.delete(row),
                () -> rows.check(row),
                () -> rows.overwrite(row, "test"),
                () -> rows.insertAll(List.of(row)),
                () -> rows.updateAll(List.of(row)),
                () -> rows.table().id(row))) {
            assertThatThrownBy(write)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("row must have a whole id: named.id is null");
        }
        for (ThrowingCallable read : List.<ThrowingCallable>of(
                () -> rows.find(id),
                () -> rows.findAll(List.of(id)),
                () -> rows.delete(id, 1),
                () -> rows.patch(id, 1, Map.of("name", "x")),
                () -> rows.updateVersions(Map.of(id, 1L), Map.of("name", "x")))) {
            assertThatThrownBy(read)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("id must be whole: named.tenant is null");
        }
    }

    /** A part that the database numbers is left to it where it is 0, as an id of one column is; any other 0 is meant. */
    @Test
    void composite_generatedPart() {
        needs(Feature.NUMBERED_PARTS);
        Table<FlatRow, LineId> table = Table.of(FlatRow.class, LineId.class).id("orderId", "lineNo");
        VersionedRepository<FlatRow, LineId> rows =
                rows(table, "order_id bigint, line_no {numbered(integer)}", "order_id, line_no");

        FlatRow first = rows.insert(new FlatRow("first", 0, 7, 0));
        FlatRow second = rows.insert(new FlatRow("second", 0, 7, 0));

        assertThat(first).isEqualTo(new FlatRow("first", first.lineNo(), 7, 1));
        assertThat(first.lineNo()).isPositive();
        assertThat(second.lineNo()).isGreaterThan(first.lineNo());
        assertThat(rows.findAll(List.of(new LineId(7, second.lineNo()), new LineId(7, first.lineNo()))))
                .containsExactly(second, first);
        assertThat(rows.insert(new FlatRow("given", 400, 0, 0))).isEqualTo(new FlatRow("given", 400, 0, 1));
    }
}
