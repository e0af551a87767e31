package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on PostgreSQL in its own dialect, through Jdbi: see {@link Way#REPOSITORY}. */
@ExtendWith(NotThroughJdbi.class)
class PostgresJdbiRepositoryTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.REPOSITORY, new PostgresDialect());

    PostgresJdbiRepositoryTest() {
        super(DATABASE);
    }
}
