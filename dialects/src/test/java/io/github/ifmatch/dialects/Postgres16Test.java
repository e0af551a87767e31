package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** PostgreSQL 16. */
class Postgres16Test extends OlderPostgresContract {

    private static final TestDatabase DATABASE =
            new PostgresTestDatabase(new PostgresDialect(), new PostgresBinaries(16));

    Postgres16Test() {
        super(DATABASE);
    }
}
