package io.github.ifmatch.jdbi;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on Postgres, through Jdbi: see {@link Way#HANDLE}. */
@ExtendWith(NotThroughJdbi.class)
class PostgresHandleTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.HANDLE);

    PostgresHandleTest() {
        super(DATABASE);
    }
}
