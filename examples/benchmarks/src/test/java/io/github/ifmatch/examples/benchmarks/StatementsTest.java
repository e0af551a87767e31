package io.github.ifmatch.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.tool.CountingDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Statements per operation: one for each that succeeds, two for a conflict with its row; no commit, no rollback. A delete on H2 is a
 * transaction: its row is read first, with a lock.
 */
class StatementsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql", "sqlite"})
    void operation_roundTrips(String database) {
        try (Store store = Store.open(database)) {
            CountingDataSource counting = CountingDataSource.of(store.dataSource());
            Products products = store.products("ifmatch", counting.dataSource());

            assertThat(products.insert(Product.numbered(1))).isNotNull();
            assertThat(counting.drain()).isNotEmpty(); // the first operation asks the catalogue as well

            Product inserted = products.insert(Product.numbered(0));
            assertThat(counting.drain()).hasSize(1);

            assertThat(products.find(inserted.id())).isEqualTo(inserted);
            assertThat(counting.drain()).hasSize(1);

            Product updated = products.update(inserted.withStock(7));
            assertThat(counting.drain()).hasSize(1);

            assertThat(products.conflict(inserted)).isEqualTo(updated);
            assertThat(counting.drain()).hasSize(2);

            Product patched = products.patch(
                    updated, updated.withPrice(Product.numbered(1).price()));
            assertThat(counting.drain()).hasSize(1);

            assertThat(products.delete(patched)).isEqualTo(patched);
            if (database.equals("h2")) {
                assertThat(counting.drain())
                        .hasSize(5)
                        .containsSubsequence("AUTOCOMMIT false", "COMMIT", "AUTOCOMMIT true");
            } else {
                assertThat(counting.drain()).hasSize(1);
            }
        }
    }

    /** Its updates answer no row, so each is a transaction with a query; what else there is, is one statement. */
    @Test
    @NeedsMariaDb
    void operation_roundTrips_mariaDb() {
        try (Store store = Store.open("mariadb")) {
            CountingDataSource counting = CountingDataSource.of(store.dataSource());
            Products products = store.products("ifmatch", counting.dataSource());
            assertThat(products.insert(Product.numbered(1))).isNotNull();
            assertThat(counting.drain()).isNotEmpty();

            Product inserted = products.insert(Product.numbered(0));
            assertThat(counting.drain()).hasSize(1);

            Product updated = products.update(inserted.withStock(7));
            assertThat(counting.drain())
                    .hasSize(5)
                    .containsSubsequence("AUTOCOMMIT false", "COMMIT", "AUTOCOMMIT true");

            assertThat(products.conflict(inserted)).isEqualTo(updated);
            assertThat(counting.drain())
                    .hasSize(5)
                    .containsSubsequence("AUTOCOMMIT false", "ROLLBACK", "AUTOCOMMIT true");

            Product patched = products.patch(
                    updated, updated.withPrice(Product.numbered(1).price()));
            assertThat(counting.drain()).hasSize(5);

            assertThat(products.delete(patched)).isEqualTo(patched);
            assertThat(counting.drain()).hasSize(1);
        }
    }
}
