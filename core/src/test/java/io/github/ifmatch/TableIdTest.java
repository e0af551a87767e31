package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Ids of several columns and of own types: what fits, and the whole message where it does not. */
@SuppressWarnings("ArrayRecordComponent") // as a table may have them
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
        assertThatThrownBy(() -> DeclaredTable.of(table).complete())
                .isInstanceOf(MappingException.class)
                .hasMessage(message);
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

    private record DocId(String tenant, long id) {}

    private record Doc(String tenant, long id, String name, long version) {}

    private record NestedDoc(DocId id, String name, long version) {}

    /** The convention takes the part for the whole; a line mends it, wherever it stands. */
    @Test
    void flat_partNamedId() {
        Table<Doc, DocId> table = Table.of(Doc.class, DocId.class);

        assertThat(table.id("tenant", "id").id(new Doc("a", 7, "nut", 1))).isEqualTo(new DocId("a", 7));
        assertThat(table.named("docs").column("id", "doc_id").id("id", "tenant").idColumns())
                .containsExactly("tenant", "doc_id");
        assertRefused(
                table,
                "doc (Doc): the id class DocId must have just the components id; if the id has others, say so with"
                        + " id(…)");
    }

    @Test
    void nested_partNamedId() {
        Table<NestedDoc, DocId> table = Table.of(NestedDoc.class, DocId.class);

        assertThat(table.idColumns()).containsExactly("tenant", "id");
        assertThat(table.id(new NestedDoc(new DocId("a", 7), "nut", 1))).isEqualTo(new DocId("a", 7));
    }

    private record Labelled(String[] id, String name, long version) {}

    private record Digest(byte[] id, String name, long version) {}

    @Test
    void array_id() {
        assertThatThrownBy(() -> Table.of(Labelled.class, String[].class))
                .isInstanceOf(MappingException.class)
                .hasMessage("labelled (Labelled): the id id is an array of String; byte[] is the only array that can be"
                        + " an id");
    }

    @Test
    void same_byContent() {
        Table<Digest, byte[]> digests = Table.of(Digest.class, byte[].class);
        Digest first = new Digest(new byte[] {1, (byte) 255}, "a", 1);
        Digest second = new Digest(new byte[] {1, (byte) 255}, "b", 2);

        assertThat(digests.isSameId(first.id(), second.id())).isTrue();
        assertThat(digests.isSameId(first.id(), new byte[] {1})).isFalse();
        assertThat(new Missing<>(digests, first.id())).isEqualTo(new Missing<>(digests, second.id()));
        assertThat(new Conflict<>(digests, "delete", first.id(), 1, first, second))
                .isEqualTo(new Conflict<>(digests, "delete", second.id(), 1, first, second))
                .hasSameHashCodeAs(new Conflict<>(digests, "delete", second.id(), 1, first, second))
                .isNotEqualTo(new Conflict<>(digests, "update", second.id(), 1, first, second));
    }

    private record Priced(BigDecimal id, String name, long version) {}

    @Test
    void changeSet_oneRowInTwoForms() {
        Table<Priced, BigDecimal> prices = Table.of(Priced.class, BigDecimal.class);
        Table<Digest, byte[]> digests = Table.of(Digest.class, byte[].class);
        ChangeSet one = ChangeSet.empty()
                .update("price", prices, new Priced(new BigDecimal("1.5"), "a", 1))
                .update("digest", digests, new Digest(new byte[] {1, (byte) 255}, "a", 1));

        assertThatThrownBy(() -> one.delete("again", prices, new Priced(new BigDecimal("1.50"), "b", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be changed once: price and again are both priced 1.50");
        assertThatThrownBy(() -> one.touch("again", digests, new Digest(new byte[] {1, (byte) 255}, "b", 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a row must be changed once: digest and again are both digest 0x01ff");
    }

    private record PartId(byte[] hash, String part) {}

    private record Parted(PartId id, String name, long version) {}

    @Test
    void bytes_inMessages() {
        Table<Parted, PartId> parted = Table.of(Parted.class, PartId.class);
        Table<Digest, byte[]> digests = Table.of(Digest.class, byte[].class);

        assertThat(new Missing<>(parted, new PartId(new byte[] {16, 2}, "a\nb")))
                .hasToString("Missing[parted PartId[hash=0x1002, part=a?b]]");
        assertThat(digests.nameOf(new byte[1_000])).isEqualTo("digest 0x" + "00".repeat(49) + "…");
    }
}
