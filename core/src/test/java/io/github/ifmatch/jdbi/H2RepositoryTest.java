package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Way#REPOSITORY} decides, on H2. All of the contract is run on H2 through Jdbi by {@link H2DaoTest}, through the
 * repository by {@link PostgresRepositoryTest}, and through both in H2's own dialect.
 */
@ExtendWith(NotThroughJdbi.class)
class H2RepositoryTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.REPOSITORY, Dialect.STANDARD);

    H2RepositoryTest() {
        super(DATABASE);
    }
}
