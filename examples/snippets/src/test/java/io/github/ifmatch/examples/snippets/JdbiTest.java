package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.jdbi.VersionedDao;
import io.github.ifmatch.jdbi.VersionedJdbi;
import io.github.ifmatch.jdbi.VersionedPlugin;
import java.math.BigDecimal;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What jdbi.md shows and claims, on PostgreSQL. */
class JdbiTest {

    static final Table<Product, Long> PRODUCTS = Product.TABLE;

    // region jdbi-dao
    public interface ProductDao extends VersionedDao<Product, Long> {
        @SqlQuery("SELECT * FROM products WHERE stock < :stock")
        List<Product> lowOnStock(int stock);
    }
    // endregion

    // region readme-dao
    public interface Products extends VersionedDao<Product, Long> {
        @SqlQuery("SELECT * FROM products WHERE price > :price")
        List<Product> dearerThan(BigDecimal price);
    }
    // endregion

    // region jdbi-tenant-dao
    static final ThreadLocal<Table<Product, Long>> SERVED =
            ThreadLocal.withInitial(() -> PRODUCTS.fixed("tenant", "none")); // nobody is served: no row is found

    public interface TenantProducts extends VersionedDao<Product, Long> {
        @Override
        default Table<Product, Long> table() {
            return SERVED.get();
        }
    }
    // endregion

    public interface Tableless extends VersionedDao<String, Long> {}

    // region jdbi-setup
    private final Jdbi jdbi =
            Jdbi.create(Databases.POSTGRES.dataSource()).installPlugin(new VersionedPlugin().withTables(PRODUCTS));
    // endregion

    @BeforeEach
    void createProducts() {
        Databases.createProducts(Databases.POSTGRES);
    }

    @Test
    void sqlObject() {
        // region jdbi-dao-use
        ProductDao products = jdbi.onDemand(ProductDao.class);
        Product kettle = products.get(7L);
        Product cheaper = products.update(kettle.withPrice("90.00")); // version 2
        List<Product> low = products.lowOnStock(100);
        // endregion

        assertThat(cheaper.version()).isEqualTo(2);
        assertThat(jdbi.onDemand(Products.class).dearerThan(new BigDecimal("89.99")))
                .contains(cheaper);
        assertThat(low).contains(cheaper);
        assertThatThrownBy(() -> products.update(kettle)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> jdbi.onDemand(Tableless.class).find(1L))
                .hasStackTraceContaining("has no table for its rows");
    }

    @Test
    void sqlObject_ofTenants() {
        Databases.POSTGRES.execute("ALTER TABLE products ADD COLUMN tenant varchar(20) NOT NULL DEFAULT 'ours'");
        Product touched;

        // region jdbi-tenant-use
        TenantProducts products = jdbi.onDemand(TenantProducts.class); // once, at startup
        SERVED.set(PRODUCTS.fixed("tenant", "ours")); // a request of that tenant begins
        try {
            touched = products.touch(products.get(7L));
        } finally {
            SERVED.remove();
        }
        // endregion

        assertThat(touched.version()).isEqualTo(2);
        assertThat(products.find(7L)).isEmpty();
        assertThatThrownBy(() -> products.update(touched)).isInstanceOf(MissingRowException.class);
        SERVED.set(PRODUCTS.fixed("tenant", "theirs"));
        assertThat(products.find(7L)).isEmpty();
        SERVED.remove();
    }

    @Test
    void repositoryAndRows() {
        // region jdbi-rows
        VersionedRepository<Product, Long> products = VersionedJdbi.repository(jdbi, PRODUCTS);
        jdbi.useTransaction(handle -> {
            VersionedRows<Product, Long> rows = VersionedJdbi.rows(handle, PRODUCTS);
            rows.update(rows.get(7L).withStock(5));
            products.update(products.get(7L).withPrice("90.00")); // joins the same transaction
        });
        // endregion

        assertThat(products.get(7L).version()).isEqualTo(3);
        assertThatThrownBy(() -> jdbi.useTransaction(handle -> {
                    Product stale = products.get(7L);
                    products.update(stale.withStock(1));
                    products.update(stale.withStock(2));
                }))
                .isInstanceOf(ConflictException.class);
        assertThat(products.get(7L).version()).isEqualTo(3);
    }
}
