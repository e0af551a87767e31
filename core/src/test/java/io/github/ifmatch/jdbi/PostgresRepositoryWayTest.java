package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link Way#REPOSITORY} decides, on PostgreSQL, for every build; {@link PostgresRepositoryTest} takes its time. */
@ExtendWith(NotThroughJdbi.class)
@Tag("thorough")
class PostgresRepositoryWayTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.REPOSITORY, Dialect.STANDARD);

    PostgresRepositoryWayTest() {
        super(DATABASE);
    }
}
