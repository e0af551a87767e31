package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What adopting.md says of Rails, of statements by hand, of NULL versions and of wide tables, on H2 and PostgreSQL. */
class AdoptingTest {

    // region adopting-rails
    record Article(long id, String title, int lockVersion) {

        Article withTitle(String newTitle) {
            return new Article(id, newTitle, lockVersion);
        }
    }

    static final Table<Article, Long> ARTICLES =
            Table.of(Article.class, Long.class).named("articles").version("lockVersion");
    // endregion

    // region adopting-renamed
    record Post(long id, String title, int version) {}

    static final Table<Post, Long> POSTS =
            Table.of(Post.class, Long.class).named("articles").column("version", "lock_version");
    // endregion

    private static void createArticles(TestDatabase database) {
        database.drop("articles");
        Pages.sql("adopting-rails-schema").forEach(database::execute);
        database.execute("INSERT INTO articles (title, lock_version) VALUES ('Kettles', 0)");
    }

    /** Saves an article as Rails does that has read it at this version. Answers how many rows were written. */
    private static int rails(TestDatabase database, String title, int read) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement update =
                        connection.prepareStatement(Pages.sql("adopting-rails-sql").get(0))) {
            update.setString(1, title);
            update.setInt(2, read + 1);
            update.setLong(3, 1);
            update.setInt(4, read);
            return update.executeUpdate();
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void rails_eachIsTold(TestDatabase database) throws SQLException {
        createArticles(database);
        VersionedRepository<Article, Long> articles = database.repository(ARTICLES);
        Article kettles = articles.get(1L);
        assertThat(kettles).isEqualTo(new Article(1, "Kettles", 0));

        assertThat(rails(database, "Pots", 0)).isEqualTo(1);
        assertThat(articles.tryUpdate(kettles.withTitle("Pans")))
                .isEqualTo(
                        new Conflict<>(ARTICLES, 1L, 0, kettles.withTitle("Pans"), new Article(1, "Pots", 1)));

        assertThat(articles.update(articles.get(1L).withTitle("Pans"))).isEqualTo(new Article(1, "Pans", 2));
        assertThat(rails(database, "Lids", 1)).isZero(); // StaleObjectError
        assertThat(rails(database, "Lids", 2)).isEqualTo(1);

        assertThat(articles.get(1L)).isEqualTo(new Article(1, "Lids", 3));
        assertThat(database.repository(POSTS).get(1L)).isEqualTo(new Post(1, "Lids", 3));
        database.database().verify(ARTICLES);
        database.database().verify(POSTS);
    }

    /** What Rails sends of a row whose version is NULL. */
    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void rails_nullVersion(TestDatabase database) {
        createArticles(database);
        database.execute(
                "ALTER TABLE articles ALTER COLUMN lock_version DROP NOT NULL",
                "UPDATE articles SET lock_version = NULL");
        Table<Article, Long> table = ARTICLES.adoptNullVersions();
        VersionedRepository<Article, Long> articles = database.repository(table);
        Article kettles = articles.get(1L);
        assertThat(kettles.lockVersion()).isZero();

        database.execute(
                "UPDATE articles SET title = 'Pots', lock_version = 1 WHERE articles.id = 1 AND articles.lock_version IS NULL");

        assertThat(articles.tryUpdate(kettles.withTitle("Pans")))
                .isEqualTo(new Conflict<>(table, 1L, 0, kettles.withTitle("Pans"), new Article(1, "Pots", 1)));
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void byHand_confirmed(TestDatabase database) throws SQLException {
        Databases.createProducts(database);
        VersionedRepository<Product, Long> products = database.repository(Product.TABLE);

        lowerPrice(database.dataSource(), products);
        Product lowered = products.get(7L);
        assertThat(lowered).isEqualTo(new Product(7, "Kettle", new BigDecimal("90.00"), 10, 2));

        assertThatThrownBy(() -> lowerPrice(database.dataSource(), products))
                .isInstanceOfSatisfying(ConflictException.class, conflict -> assertThat(
                                conflict.current(Product.class))
                        .isEqualTo(lowered));
    }

    private static void lowerPrice(DataSource dataSource, VersionedRepository<Product, Long> products)
            throws SQLException {
        // region adopting-by-hand
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE products SET price = ?, version = version + 1 WHERE id = ? AND version = ?")) {
            update.setBigDecimal(1, new BigDecimal("90.00"));
            update.setLong(2, 7);
            update.setLong(3, 1); // the version that was read
            products.on(connection).confirm(7L, 1, update.executeUpdate()); // ConflictException, with the row
        }
        // endregion
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void nulls_filledIn_noConflict(TestDatabase testDatabase) {
        Databases.createProducts(testDatabase);
        testDatabase.execute(
                "ALTER TABLE products ALTER COLUMN version DROP NOT NULL", "UPDATE products SET version = NULL");
        Database database = testDatabase.database();
        assertThatThrownBy(() -> database.verify(Product.TABLE)).isInstanceOf(MappingException.class);

        // region adopting-nulls
        Table<Product, Long> legacy = Product.TABLE.adoptNullVersions();
        VersionedRepository<Product, Long> products = database.repository(legacy);
        Product read = products.get(7L); // its version is 0 here, and NULL in the table
        // endregion

        Pages.sql("adopting-nulls").forEach(testDatabase::execute);

        assertThat(read.version()).isZero();
        assertThat(products.update(read.withStock(8)).version()).isEqualTo(1);
        database.verify(Product.TABLE);
    }

    // region adopting-wide
    record Price(long id, BigDecimal price, long version) {}

    record Stock(long id, int stock, long version) {}

    static final Table<Price, Long> PRICES = Table.of(Price.class, Long.class).named("products");
    static final Table<Stock, Long> STOCKS = Table.of(Stock.class, Long.class).named("products");
    // endregion

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void wide_recordsShareTheVersion(TestDatabase testDatabase) {
        Databases.createProducts(testDatabase);
        Database database = testDatabase.database();

        // region adopting-wide-use
        VersionedRepository<Price, Long> prices = database.repository(PRICES);
        VersionedRepository<Stock, Long> stocks = database.repository(STOCKS);
        Price price = prices.get(7L); // both have read version 1
        Stock stock = stocks.get(7L);

        prices.update(new Price(7, new BigDecimal("90.00"), price.version())); // version 2; writes the price alone
        Outcome<Stock> outcome = stocks.tryUpdate(new Stock(7, 8, stock.version())); // a conflict
        Stock sold = stocks.update(new Stock(7, 8, stock.version()), STOCKS.mergeFrom(stock)); // version 3
        // endregion

        assertThat(outcome).isEqualTo(new Conflict<>(STOCKS, 7L, 1, new Stock(7, 8, 1), new Stock(7, 10, 2)));
        assertThat(sold).isEqualTo(new Stock(7, 8, 3));
        assertThat(database.repository(Product.TABLE).get(7L))
                .isEqualTo(new Product(7, "Kettle", new BigDecimal("90.00"), 8, 3));
        database.verify(PRICES);
        assertThatThrownBy(() -> prices.insert(new Price(8, BigDecimal.TEN, 0)))
                .isInstanceOf(DatabaseException.class); // the name must not be NULL
    }

    @ParameterizedTest
    @MethodSource("io.github.ifmatch.examples.snippets.Databases#all")
    void wide_guardWatchesTheColumnsOfItsTable(TestDatabase database) throws SQLException {
        Databases.createProducts(database);
        try (Connection connection = database.dataSource().getConnection()) {
            try {
                Guard.of(PRICES).install(connection);
                database.execute("UPDATE products SET stock = 3 WHERE id = 7");

                Guard.of(Product.TABLE).install(connection); // in its place
                assertThatThrownBy(() -> database.execute("UPDATE products SET stock = 4 WHERE id = 7"))
                        .hasMessageContaining("ifmatch guard: ");
                assertThat(Guard.of(PRICES).check(connection)).isNotEmpty();
            } finally {
                Guard.of(Product.TABLE).remove(connection);
            }
        }
        assertThat(database.query("SELECT stock FROM products")).containsExactly("3");
    }
}
