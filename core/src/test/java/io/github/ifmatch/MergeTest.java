package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a merge with rules, groups and a validation makes of three rows. */
class MergeTest {

    private record Item(long id, String name, int stock, String price, String currency, String seen, long version) {}

    private static final Table<Item, Long> ITEMS =
            Table.of(Item.class, Long.class).unversioned("seen");

    private static Item item(String name, int stock, String price, String currency) {
        return new Item(1, name, stock, price, currency, "never", 1);
    }

    private static final Item BASE = item("chair", 10, "5", "EUR");

    private static List<String> clashes(Merge<Item> merge, Item mine, Item theirs) {
        Conflict<Item> conflict = new Conflict<>(ITEMS, 1L, 1, mine, theirs);
        Resolver<Item> resolver = merge.from(BASE);
        assertThat(resolver.resolve(conflict)).isEmpty();
        return resolver.unresolved(conflict).clashes();
    }

    @Test
    void merge_theirRowWithMyChanges() {
        Item theirs = new Item(1, "stool", 10, "5", "EUR", "today", 4);

        Optional<Item> merged = ITEMS.merge().merge(BASE, item("chair", 9, "5", "EUR"), theirs);

        assertThat(merged).contains(new Item(1, "stool", 9, "5", "EUR", "today", 4));
    }

    @Test
    void clashes_inTheRecordsOrder() {
        assertThat(clashes(ITEMS.merge(), item("a", 1, "6", "EUR"), item("b", 2, "6", "USD")))
                .containsExactly("name", "stock");
    }

    @Test
    void rule_onlyWhereBothChanged() {
        Merge<Item> merge = ITEMS.merge().rule("stock", (base, mine, theirs) -> {
            throw new AssertionError("not to be asked");
        });

        assertThat(merge.merge(BASE, item("chair", 9, "5", "EUR"), BASE)).contains(item("chair", 9, "5", "EUR"));
        assertThat(merge.merge(BASE, BASE, item("chair", 9, "5", "EUR"))).contains(item("chair", 9, "5", "EUR"));
    }

    @Test
    void rule_bothToTheSame() {
        Merge<Item> merge = ITEMS.merge().rule("stock", MergeRule.sumOfDeltas());
        int twice = 9 + 9 - BASE.stock();

        assertThat(merge.merge(BASE, item("chair", 9, "5", "EUR"), item("chair", 9, "5", "EUR")))
                .contains(item("chair", twice, "5", "EUR"));
    }

    @Test
    void rule_ownAndBuiltIn() {
        Merge<Item> merge = ITEMS.merge()
                .rule("stock", MergeRule.sumOfDeltas())
                .rule("name", (base, mine, theirs) -> MergeRule.Merged.of(mine + "/" + theirs));

        assertThat(merge.merge(BASE, item("a", 7, "5", "EUR"), item("b", 12, "5", "EUR")))
                .contains(item("a/b", 9, "5", "EUR"));
    }

    @Test
    void rule_thatLeavesTheClash() {
        Merge<Item> merge = ITEMS.merge().rule("name", (base, mine, theirs) -> MergeRule.Merged.clash());

        assertThat(clashes(merge, item("a", 10, "5", "EUR"), item("b", 10, "5", "EUR")))
                .containsExactly("name");
    }

    @Test
    void rule_doesNotChangeTheMergeItWasAskedOf() {
        Merge<Item> plain = ITEMS.merge();

        assertThat(plain.rule("name", MergeRule.mine())
                        .merge(BASE, item("a", 10, "5", "EUR"), item("b", 10, "5", "EUR")))
                .isPresent();
        assertThat(clashes(plain, item("a", 10, "5", "EUR"), item("b", 10, "5", "EUR")))
                .containsExactly("name");
    }

    /** Price and currency only make sense together; who changed what, and what clashes then. */
    @ParameterizedTest
    @CsvSource({
        "6,EUR, 5,USD, price currency",
        "5,USD, 6,EUR, price currency",
        "6,EUR, 7,EUR, price",
        "6,USD, 7,EUR, price currency",
        "6,USD, 6,EUR, price currency",
        "6,EUR, 6,USD, price currency"
    })
    void together_torn(String myPrice, String myCurrency, String theirPrice, String theirCurrency, String clashes) {
        Merge<Item> merge = ITEMS.merge().together("price", "currency").rule("price", MergeRule.mine());

        assertThat(clashes(merge, item("chair", 10, myPrice, myCurrency), item("stool", 10, theirPrice, theirCurrency)))
                .containsExactly(clashes.split(" ", -1));
    }

    @ParameterizedTest
    @CsvSource({"6,USD, 5,EUR, 6,USD", "5,EUR, 6,USD, 6,USD", "6,USD, 6,USD, 6,USD", "5,EUR, 5,EUR, 5,EUR"})
    void together_whole(
            String myPrice,
            String myCurrency,
            String theirPrice,
            String theirCurrency,
            String mergedPrice,
            String mergedCurrency) {
        Merge<Item> merge = ITEMS.merge().together("price", "currency");

        assertThat(merge.merge(
                        BASE, item("chair", 9, myPrice, myCurrency), item("stool", 10, theirPrice, theirCurrency)))
                .contains(item("stool", 9, mergedPrice, mergedCurrency));
    }

    @Test
    void validated_seesTheMergedRow() {
        List<Item> seen = new ArrayList<>();
        Merge<Item> merge = ITEMS.merge().validated(seen::add);

        assertThat(merge.merge(BASE, item("chair", 9, "5", "EUR"), item("stool", 10, "5", "EUR")))
                .isPresent();
        assertThat(merge.merge(BASE, item("a", 9, "5", "EUR"), item("b", 10, "5", "EUR")))
                .isEmpty();

        assertThat(seen).containsExactly(item("stool", 9, "5", "EUR"));
    }

    @ParameterizedTest
    @CsvSource({"colour", "id", "version", "seen"})
    void rule_noComponentToWrite(String component) {
        assertThatThrownBy(() -> ITEMS.merge().rule(component, MergeRule.mine()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component must be one of item that a caller may write: " + component);
        assertThatThrownBy(() -> ITEMS.merge().together("name", component))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("component must be one of item that a caller may write: " + component);
    }

    @Test
    void together_fewerThanTwo() {
        assertThatThrownBy(() -> ITEMS.merge().together("name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("components must be at least two: 1");
        assertThatThrownBy(() -> ITEMS.merge().together("name", "name"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("components must be at least two: 1");
    }

    /** A row that is what its id says to its equals, as entities often are. */
    private static final class Entity {

        private final long id;
        private String name;
        private final long version;

        Entity(long id, String name, long version) {
            this.id = id;
            this.name = name;
            this.version = version;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Entity entity && id == entity.id;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(id);
        }
    }

    private static final Table<Entity, Long> ENTITIES = Table.of(
            Shape.of(Entity.class, values -> new Entity((long) values[0], (String) values[1], (long) values[2]))
                    .with("id", long.class, row -> row.id)
                    .with("name", String.class, row -> row.name)
                    .with("version", long.class, row -> row.version),
            Long.class);

    @Test
    void check_equalByIdAlone_changeIsSeen() {
        Entity row = new Entity(1, "old", 1);
        Resolver<Entity> merge = ENTITIES.mergeFrom(row);

        assertThatThrownBy(() -> merge.check(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("base and mine are one object");
        row.name = "new";
        merge.check(row);
    }
}
