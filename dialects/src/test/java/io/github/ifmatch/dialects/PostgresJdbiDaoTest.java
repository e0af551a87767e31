package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** All of the contract on PostgreSQL in its own dialect, through Jdbi: see {@link Way#DAO}. */
@Tag("thorough")
@ExtendWith(NotThroughJdbi.class)
class PostgresJdbiDaoTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.DAO, new PostgresDialect());

    PostgresJdbiDaoTest() {
        super(DATABASE);
    }
}
