package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** PostgreSQL 13. */
class Postgres13Test extends OlderPostgresContract {

    private static final TestDatabase DATABASE =
            new PostgresTestDatabase(new PostgresDialect(), new PostgresBinaries(13));

    Postgres13Test() {
        super(DATABASE);
    }
}
