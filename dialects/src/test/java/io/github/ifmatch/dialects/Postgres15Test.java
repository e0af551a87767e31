package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** PostgreSQL 15. */
class Postgres15Test extends OlderPostgresContract {

    private static final TestDatabase DATABASE =
            new PostgresTestDatabase(new PostgresDialect(), new PostgresBinaries(15));

    Postgres15Test() {
        super(DATABASE);
    }
}
