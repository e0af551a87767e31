package io.github.ifmatch.jdbi;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on Postgres, through Jdbi: see {@link Way#HANDLE}. */
class PostgresHandleTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.HANDLE);

    PostgresHandleTest() {
        super(DATABASE);
    }
}
