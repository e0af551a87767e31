package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** All of the contract on PostgreSQL, through Jdbi: see {@link Way#REPOSITORY}. */
@Tag("thorough")
@ExtendWith(NotThroughJdbi.class)
class PostgresRepositoryTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.REPOSITORY, Dialect.STANDARD);

    PostgresRepositoryTest() {
        super(DATABASE);
    }
}
