package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** PostgreSQL 14. */
class Postgres14Test extends OlderPostgresContract {

    private static final TestDatabase DATABASE =
            new PostgresTestDatabase(new PostgresDialect(), new PostgresBinaries(14));

    Postgres14Test() {
        super(DATABASE);
    }
}
