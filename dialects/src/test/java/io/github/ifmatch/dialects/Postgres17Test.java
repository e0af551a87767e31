package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** PostgreSQL 17. */
class Postgres17Test extends OlderPostgresContract {

    private static final TestDatabase DATABASE =
            new PostgresTestDatabase(new PostgresDialect(), new PostgresBinaries(17));

    Postgres17Test() {
        super(DATABASE);
    }
}
