package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** The plans of the PostgreSQL of the plain build; {@link OlderPostgresContract} has those of the others. */
class PostgresPlanTest extends PostgresPlanContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    PostgresPlanTest() {
        database = DATABASE;
    }
}
