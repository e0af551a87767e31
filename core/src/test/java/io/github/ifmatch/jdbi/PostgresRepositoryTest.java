package io.github.ifmatch.jdbi;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on Postgres, through Jdbi: see {@link Way#REPOSITORY}. */
class PostgresRepositoryTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.REPOSITORY);

    PostgresRepositoryTest() {
        super(DATABASE);
    }
}
