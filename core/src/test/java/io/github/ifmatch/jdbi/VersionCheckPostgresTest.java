package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** Hand-written statements, checked, on Postgres. */
class VersionCheckPostgresTest extends VersionCheckCases {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(Dialect.STANDARD);

    VersionCheckPostgresTest() {
        super(DATABASE);
    }
}
