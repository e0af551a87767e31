package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link Way#DAO} decides, on H2, for every build; {@link H2DaoTest} takes its time. */
@ExtendWith(NotThroughJdbi.class)
class H2DaoWayTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.DAO, Dialect.STANDARD);

    H2DaoWayTest() {
        super(DATABASE);
    }
}
