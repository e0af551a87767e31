package io.github.ifmatch.jdbi;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on H2, through Jdbi: see {@link Way#REPOSITORY}. */
@ExtendWith(NotThroughJdbi.class)
class H2RepositoryTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.REPOSITORY);

    H2RepositoryTest() {
        super(DATABASE);
    }
}
