package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Way#DAO} decides, on PostgreSQL. All of the contract is run through SQL objects by {@link H2DaoTest}, and on
 * PostgreSQL through Jdbi by {@link PostgresRepositoryTest}; on PostgreSQL through SQL objects, in its own dialect.
 */
@ExtendWith(NotThroughJdbi.class)
@Tag("thorough")
class PostgresDaoTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.DAO, Dialect.STANDARD);

    PostgresDaoTest() {
        super(DATABASE);
    }
}
