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
 * What {@link Way#HANDLE} decides, on PostgreSQL. All of the contract is run on a handle's rows by {@link H2DaoTest}, and on
 * PostgreSQL through Jdbi by {@link PostgresRepositoryTest}.
 */
@ExtendWith(NotThroughJdbi.class)
@Tag("thorough")
class PostgresHandleTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.HANDLE, Dialect.STANDARD);

    PostgresHandleTest() {
        super(DATABASE);
    }
}
