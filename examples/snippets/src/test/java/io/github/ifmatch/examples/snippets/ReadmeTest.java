package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The README's first screen. */
class ReadmeTest {

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void firstScreen(TestDatabase database) {
        Databases.createProducts(database);
        DataSource dataSource = database.dataSource();
        SqlLog sql = new SqlLog();

        // region readme-update
        record Product(long id, String name, BigDecimal price, int stock, long version) {
            Product withPrice(String newPrice) {
                return new Product(id, name, new BigDecimal(newPrice), stock, version);
            }

            Product withStock(int newStock) {
                return new Product(id, name, price, newStock, version);
            }
        }

        Table<Product, Long> table = Table.of(Product.class, Long.class).named("products");
        VersionedRepository<Product, Long> products = VersionedRepository.of(dataSource, table);

        Product anns = products.get(7L); // both see version 1
        Product bobs = products.get(7L);

        products.update(anns.withPrice("90.00")); // stands: version 2
        try {
            products.update(bobs.withStock(8)); // still at version 1: nothing is written
        } catch (ConflictException conflict) {
            Product current = conflict.current(Product.class); // Ann's row, just read again
            bobs = products.update(current.withStock(8)); // Bob has seen her price: version 3
        }
        // endregion

        assertThat(bobs).isEqualTo(new Product(7, "Kettle", new BigDecimal("90.00"), 8, 3));
        assertThat(products.get(7L)).isEqualTo(bobs);
        List<String> sent = sql.drain();
        sql.close();
        if (database == Databases.POSTGRES) {
            assertThat(sent.subList(2, 5)).isEqualTo(Pages.sql("readme-sql"));
        }

        Product edited = bobs.withStock(7);
        // region readme-fold
        int status = products.tryUpdate(edited).fold(saved -> 200, conflict -> 412, missing -> 404);
        // endregion
        assertThat(status).isEqualTo(200);

        Product base = products.get(7L);
        Product mine = base.withStock(6);
        products.update(base.withPrice("80.00"));
        // region readme-merge
        Product merged = products.update(mine, table.mergeFrom(base)); // base: the row as the form was filled with it
        Product sold =
                products.modify(7L, product -> product.withStock(product.stock() - 1)); // reads anew for each attempt
        // endregion
        assertThat(merged).isEqualTo(new Product(7, "Kettle", new BigDecimal("80.00"), 6, 6));
        assertThat(sold.stock()).isEqualTo(5);
    }
}
