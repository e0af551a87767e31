package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Way#REPOSITORY} decides, on PostgreSQL in its own dialect. All of the contract is run in this dialect through
 * Jdbi by {@link PostgresJdbiDaoTest}, and through the repository on PostgreSQL in standard SQL and on H2 in its dialect.
 */
@Tag("thorough")
@ExtendWith(NotThroughJdbi.class)
class PostgresJdbiRepositoryTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.REPOSITORY, new PostgresDialect());

    PostgresJdbiRepositoryTest() {
        super(DATABASE);
    }
}
