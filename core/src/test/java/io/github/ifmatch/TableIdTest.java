package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Ids of several columns and of own types: what fits, and the whole message where it does not. */
class TableIdTest {

    private record LineId(long orderId, int lineNo) {}

    private record Nested(LineId id, String article, long version) {}

    private record Flat(long orderId, int lineNo, String article, long version) {}

    private record Wide(long orderId, long lineNo, String article, long version) {}

    private record AccountId(long value) {}

    private record Owned(AccountId id, String owner, long version) {}

    private static final ColumnType<AccountId> ACCOUNT_ID =
            ColumnType.of(Long.class).as(AccountId::new, AccountId::value);

    private static void assertRefused(Table<?, ?> table, String message) {
        assertThatThrownBy(table::complete).isInstanceOf(MappingException.class).hasMessage(message);
    }

    @Test
    void nested_id() {
        Table<Nested, LineId> table = Table.of(Nested.class, LineId.class);

        assertThat(table.id(new Nested(new LineId(7, 1), "nut", 1))).isEqualTo(new LineId(7, 1));
    }

    @Test
    void flat_id() {
        Table<Flat, LineId> table = Table.of(Flat.class, LineId.class).id("orderId", "lineNo");

        assertThat(table.id(new Flat(7, 1, "nut", 1))).isEqualTo(new LineId(7, 1));
        assertThat(Table.of(Flat.class, LineId.class).id("lineNo", "orderId").id(new Flat(7, 1, "nut", 1)))
                .isEqualTo(new LineId(7, 1));
    }

    @Test
    void flat_notSaid() {
        assertRefused(
                Table.of(Flat.class, LineId.class),
                "flat (Flat): no component is named id, the id; if it has another name, say so with id(…): orderId,"
                        + " lineNo");
    }

    @Test
    void flat_notAll() {
        assertThatThrownBy(() -> Table.of(Flat.class, LineId.class).id("orderId"))
                .isInstanceOf(MappingException.class)
                .hasMessage("flat (Flat): the id class LineId must have just the components orderId");
    }

    @Test
    void flat_otherType() {
        Table<Wide, LineId> table = Table.of(Wide.class, LineId.class);

        assertThatThrownBy(() -> table.id("orderId", "lineNo"))
                .isInstanceOf(MappingException.class)
                .hasMessage("wide (Wide): the id lineNo is a long, not a io.github.ifmatch.TableIdTest$LineId; no other"
                        + " component could be it, so add one");
    }

    @Test
    void several_noRecord() {
        Table<Wide, Long> table = Table.of(Wide.class, Long.class);

        assertThatThrownBy(() -> table.id("orderId", "lineNo"))
                .isInstanceOf(MappingException.class)
                .hasMessage("wide (Wide): the id of several components (orderId, lineNo) needs an id class that is a"
                        + " record of just these, not java.lang.Long");
    }

    @Test
    void several_twice() {
        Table<Flat, LineId> table = Table.of(Flat.class, LineId.class);

        assertThatThrownBy(() -> table.id("orderId", "lineNo", "orderId"))
                .isInstanceOf(MappingException.class)
                .hasMessage("flat (Flat): id(…) names a component twice: orderId, lineNo, orderId");
    }

    @Test
    void several_none() {
        Table<Flat, LineId> table = Table.of(Flat.class, LineId.class);

        assertThatThrownBy(table::id)
                .isInstanceOf(MappingException.class)
                .hasMessage("flat (Flat): id(…) must name at least one component");
    }

    @Test
    void ownType_id() {
        Table<Owned, AccountId> table = Table.of(Owned.class, AccountId.class).type("id", ACCOUNT_ID);

        assertThat(table.id(new Owned(new AccountId(7), "Ann", 1))).isEqualTo(new AccountId(7));
    }

    @Test
    void lines_noColumn() {
        assertRefused(
                Table.of(Nested.class, LineId.class).column("id", "line_id"),
                "nested (Nested): no column is made of the component id; there are columns of orderId, lineNo, article,"
                        + " version");
        assertRefused(
                Table.of(Owned.class, AccountId.class).type("id", ACCOUNT_ID).column("value", "account_id"),
                "owned (Owned): no column is made of the component value; there are columns of id, owner, version");
    }

    @Test
    void lines_partOfTheId() {
        Table<Nested, LineId> table = Table.of(Nested.class, LineId.class);

        assertThatThrownBy(() -> table.generated("lineNo"))
                .isInstanceOf(MappingException.class)
                .hasMessage("nested (Nested): the component lineNo is the id, it cannot be generated");
    }
}
