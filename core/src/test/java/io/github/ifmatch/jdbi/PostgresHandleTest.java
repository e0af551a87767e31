package io.github.ifmatch.jdbi;

import io.github.ifmatch.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on PostgreSQL, through Jdbi: see {@link Way#HANDLE}. */
@ExtendWith(NotThroughJdbi.class)
class PostgresHandleTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.HANDLE, Dialect.STANDARD);

    PostgresHandleTest() {
        super(DATABASE);
    }
}
