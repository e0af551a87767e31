package io.github.ifmatch.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every body, run once: all implementations give the same rows, so that the same work is compared. */
class SameWorkTest {

    private static final List<String> LIBRARIES = List.of("handwritten", "ifmatch", "ifmatch-jdbi", "jdbi");

    /** Without Jdbi, which would need a mapper of its own for texts and for clocks of UTC. */
    private static final List<String> OF_TURNS = List.of("handwritten", "ifmatch");

    @Test
    void bodies_h2_sameRows() {
        assertSameRows("h2", LIBRARIES);
    }

    @Test
    void bodies_sqlite_sameRows() {
        assertSameRows("sqlite", OF_TURNS);
    }

    @Test
    @NeedsMariaDb
    void bodies_mariaDb_sameRows() {
        assertSameRows("mariadb", OF_TURNS);
    }

    @Test
    @Tag("thorough")
    void bodies_postgres_sameRows() {
        assertSameRows("postgresql", LIBRARIES);
    }

    private static void assertSameRows(String database, List<String> libraries) {
        List<List<Product>> answers =
                libraries.stream().map(library -> answers(database, library)).toList();

        assertThat(answers).containsOnly(expected());
    }

    /** Each turn goes to the next row; the first turn is the second row. */
    private static List<Product> expected() {
        Product updated = stored(2, 2).withVersion(2);
        return List.of(
                stored(1, 1),
                updated.withStock(updated.stock() + 1),
                stored(3, 3).withStock(4).withVersion(2),
                stored(4, 4).withPrice(stored(4, 4).price().add(BigDecimal.ONE)).withVersion(2),
                stored(1, 1).withStock(2).withVersion(2),
                stored(0, 0),
                stored(0, 0));
    }

    /** The product of this number, as the database gives it back. */
    private static Product stored(int number, int index) {
        Product row = Product.numbered(number);
        return new Product(
                index + 1, row.sku(), row.name(), row.price(), row.stock(), row.active(), row.changedAt(), 1);
    }

    private static List<Product> answers(String database, String library) {
        return Stream.concat(
                        withShop(database, library, SameWorkTest::reuse),
                        withShop(database, library, SameWorkTest::once))
                .toList();
    }

    private interface Bodies {
        List<Product> run(SingleRow bodies, SingleRow.Shop shop);
    }

    private static Stream<Product> withShop(String database, String library, Bodies bodies) {
        SingleRow.Shop shop = new SingleRow.Shop();
        shop.database = database;
        shop.library = library;
        shop.open();
        try {
            return bodies.run(new SingleRow(), shop).stream();
        } finally {
            shop.close();
        }
    }

    private static List<Product> reuse(SingleRow bodies, SingleRow.Shop shop) {
        Product found = bodies.find(shop);
        Product loadedAndUpdated = bodies.loadAndUpdate(shop);
        Product updated = bodies.update(shop);
        Product patched = bodies.patch(shop);
        return List.of(found, loadedAndUpdated, updated, patched);
    }

    private static List<Product> once(SingleRow bodies, SingleRow.Shop shop) {
        SingleRow.Stale stale = new SingleRow.Stale();
        stale.overtake(shop);
        Product current = bodies.conflict(shop, stale);

        SingleRow.Fresh fresh = new SingleRow.Fresh();
        fresh.clear(shop);
        Product inserted = bodies.insert(shop, fresh);

        SingleRow.Doomed doomed = new SingleRow.Doomed();
        doomed.fill(shop);
        Product deleted = bodies.delete(shop, doomed);
        assertThat(shop.store.products("handwritten").find(2)).isEqualTo(doomed.rows[1]);
        return List.of(current, inserted, deleted);
    }
}
