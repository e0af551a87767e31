package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on PostgreSQL, in its own dialect. */
class PostgresDialectTest extends DialectContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    PostgresDialectTest() {
        super(DATABASE);
    }
}
