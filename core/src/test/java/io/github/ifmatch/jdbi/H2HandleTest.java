package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Way#HANDLE} decides, on H2. All of the contract is run by {@link H2DaoTest}: a SQL object's operations are those
 * of its handle's rows.
 */
@ExtendWith(NotThroughJdbi.class)
class H2HandleTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.HANDLE, Dialect.STANDARD);

    H2HandleTest() {
        super(DATABASE);
    }
}
