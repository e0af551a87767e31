package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedBatchException;
import io.github.ifmatch.VersionedRepository;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What batches.md shows and claims, on PostgreSQL. */
class BatchesTest {

    private final VersionedRepository<Product, Long> products =
            Databases.POSTGRES.database().repository(Product.TABLE);
    private final List<String> report = new ArrayList<>();

    private Product kettle;
    private Product teapot;

    @BeforeEach
    void insertProducts() {
        Databases.createProducts(Databases.POSTGRES);
        kettle = products.get(7L);
        teapot = products.insert(new Product(8, "Teapot", new BigDecimal("40.00"), 5, 0));
    }

    @Test
    void rowByRow() {
        products.update(teapot.withPrice("45.00"));
        List<Product> repriced = List.of(
                new Product(9, "Cup", new BigDecimal("5.00"), 1, 1),
                teapot.withPrice("41.00"),
                kettle.withPrice("90.00"));

        // region batches-try
        List<Outcome<Product>> outcomes = products.tryUpdateAll(repriced);
        for (int place = 0; place < repriced.size(); place++) {
            Product mine = repriced.get(place);
            report.add(outcomes.get(place)
                    .fold(
                            stored -> mine.id() + " is at version " + stored.version(),
                            conflict -> mine.id() + " was changed: "
                                    + conflict.current().price(),
                            missing -> mine.id() + " is gone"));
        }
        // endregion

        assertThat(report).containsExactly("9 is gone", "8 was changed: 45.00", "7 is at version 2");
    }

    @Test
    void allOrNothing() {
        products.update(teapot.withPrice("45.00"));
        List<Product> repriced = List.of(kettle.withPrice("90.00"), teapot.withPrice("41.00"));

        // region batches-all
        try {
            report.add(products.updateAll(repriced).size() + " rows written");
        } catch (RefusedBatchException refused) {
            refused.refused().forEach((place, outcome) -> report.add(place + " " + outcome));
        }
        // endregion

        assertThat(report).containsExactly("[1] Conflict[products 8, expected version 1, current version 2]");
        assertThat(products.get(7L)).isEqualTo(kettle);
    }

    @Test
    void patches() {
        products.update(teapot.withPrice("45.00"));

        // region batches-patch
        List<Outcome<Product>> outcomes = products.tryPatchAll(
                List.of(new Edit<>(kettle, kettle.withPrice("90.00")), new Edit<>(teapot, teapot.withStock(0))));
        // endregion

        assertThat(outcomes.get(0).orElseThrow().price()).isEqualTo("90.00");
        assertThat(outcomes.get(1)).isInstanceOf(Conflict.class);
    }

    @Test
    void versions() {
        products.delete(teapot);

        // region batches-versions
        Map<Long, Outcome<Product>> outcomes = products.tryUpdateVersions(Map.of(7L, 1L, 8L, 1L), Map.of("stock", 0));
        // endregion

        assertThat(outcomes.get(7L).orElseThrow().stock()).isZero();
        assertThat(outcomes.get(8L)).isInstanceOf(Missing.class);
    }

    @Test
    void byCondition() {
        try (SqlLog sql = new SqlLog()) {
            // region batches-where
            long written =
                    products.updateWhere(Map.of("stock", 0), "price < ? AND name LIKE ?", new BigDecimal("50"), "T%");
            // endregion

            assertThat(written).isEqualTo(1);
            assertThat(sql.drain()) // then the transaction's id, where the database has one
                    .startsWith(Pages.sql("batches-where").toArray(String[]::new));
        }
        assertThat(products.tryUpdate(teapot)).isInstanceOf(Conflict.class);
    }

    @Test
    void postgres_oneStatement() {
        List<Edit<Product>> edits = List.of(new Edit<>(kettle, kettle.withPrice("90.00")));
        try (SqlLog sql = new SqlLog()) {
            products.patchAll(edits);

            assertThat(sql.drain()).isEqualTo(Pages.sql("batches-postgres"));
        }
    }

    @Test
    void postgres_inATransactionOfYours_locksFirst() throws SQLException {
        List<Edit<Product>> edits = List.of(new Edit<>(kettle, kettle.withPrice("90.00")));
        try (SqlLog sql = new SqlLog();
                Connection connection = Databases.POSTGRES.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            products.on(connection).patchAll(edits);
            connection.commit();

            assertThat(sql.drain()).isEqualTo(Pages.sql("batches-postgres-locked"));
        }
    }
}
