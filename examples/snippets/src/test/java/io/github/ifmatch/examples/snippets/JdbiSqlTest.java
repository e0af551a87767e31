package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.jdbi.CheckedSql;
import io.github.ifmatch.jdbi.VersionCheck;
import io.github.ifmatch.jdbi.VersionedTables;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The snippets of the page on hand-written SQL in Jdbi. */
class JdbiSqlTest {

    // region jdbi-sql-dao
    public interface ProductDao {

        @VersionCheck
        @SqlUpdate("""
                UPDATE products SET price = price * :factor, version = version + 1
                WHERE id = :id AND version = :version""")
        void reprice(long id, long version, BigDecimal factor);

        @VersionCheck
        @SqlBatch("""
                UPDATE products SET stock = :stock, version = version + 1
                WHERE id = :id AND version = :version""")
        void count(@BindMethods List<Product> counted);
    }
    // endregion

    private static Jdbi jdbi(DataSource dataSource) {
        // region jdbi-sql-setup
        Jdbi jdbi = Jdbi.create(dataSource).installPlugin(new SqlObjectPlugin());
        jdbi.getConfig(VersionedTables.class).register(Product.TABLE);
        // endregion
        return jdbi;
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void dao(TestDatabase database) {
        Databases.createProducts(database);
        ProductDao dao = jdbi(database.dataSource()).onDemand(ProductDao.class);
        dao.reprice(7, 1, new BigDecimal("0.9"));
        String told = "";
        // region jdbi-sql-conflict
        try {
            dao.reprice(7, 1, new BigDecimal("0.8")); // the row is at version 2 by now
        } catch (ConflictException e) {
            Product current = e.current(Product.class); // just read again
            told = "somebody else made it " + current.price();
        }
        // endregion

        assertThat(told).isEqualTo("somebody else made it 90.00");
        Product kettle = database.database().repository(Product.TABLE).get(7L);
        dao.count(List.of(kettle.withStock(3)));
        assertThatThrownBy(() -> dao.count(List.of(kettle))).isInstanceOf(ConflictException.class);
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void fluent(TestDatabase database) {
        Databases.createProducts(database);
        Jdbi jdbi = jdbi(database.dataSource());
        // region jdbi-sql-fluent
        jdbi.useHandle(handle -> CheckedSql.of(
                        Product.TABLE,
                        handle.createUpdate("DELETE FROM products WHERE id = :id AND version = :version"))
                .bind("id", 7)
                .bind("version", 1)
                .execute());
        // endregion

        assertThat(database.query("SELECT id FROM products")).isEmpty();
    }

    // region jdbi-sql-guarded-dao
    public interface GuardedProductDao {

        @VersionCheck
        @SqlUpdate("<delete_product>")
        void delete(long id, long version);
    }
    // endregion

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void guarded(TestDatabase database) throws SQLException {
        Databases.createProducts(database);
        DataSource dataSource = database.dataSource();
        Jdbi jdbi = jdbi(dataSource);
        try (Connection connection = dataSource.getConnection()) {
            Guard.of(Product.TABLE).install(connection);
        }
        // region jdbi-sql-guarded
        try (Connection connection = dataSource.getConnection()) { // once, at startup
            jdbi.define(
                    "delete_product",
                    Guard.of(Product.TABLE).deleteStatement(connection, "id = :id AND version = :version"));
        }
        // endregion
        GuardedProductDao dao = jdbi.onDemand(GuardedProductDao.class);

        assertThatThrownBy(() -> dao.delete(7, 2)).isInstanceOf(ConflictException.class);
        dao.delete(7, 1);

        assertThat(database.query("SELECT id FROM products")).isEmpty();
        try (Connection connection = dataSource.getConnection()) {
            Guard.of(Product.TABLE).remove(connection);
        }
    }
}
