package io.github.ifmatch.examples.snippets;

import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.List;
import java.util.stream.Stream;

/** The databases that the snippets run on, and the products that most pages speak of. Thread-safe. */
final class Databases {

    static final TestDatabase H2 = new H2TestDatabase(new H2Dialect());
    static final TestDatabase POSTGRES = new PostgresTestDatabase(new PostgresDialect());

    private Databases() {}

    static Stream<TestDatabase> all() {
        return Stream.of(H2, POSTGRES);
    }

    /** Makes the table {@code products} of the README anew, with one row: product 7 at version 1. */
    static void createProducts(TestDatabase database) {
        List<String> schema = Pages.sql("readme-schema");
        database.execute("DROP TABLE IF EXISTS products");
        schema.forEach(database::execute);
    }
}
