package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** All of the contract on H2 in its own dialect, through Jdbi: see {@link Way#REPOSITORY}. */
@Tag("thorough")
@ExtendWith(NotThroughJdbi.class)
class H2JdbiRepositoryTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.REPOSITORY, new H2Dialect());

    H2JdbiRepositoryTest() {
        super(DATABASE);
    }
}
