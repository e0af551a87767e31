package io.github.ifmatch.jdbi;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract on H2, through Jdbi: see {@link Way#DAO}. */
@ExtendWith(NotThroughJdbi.class)
class H2DaoTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.DAO);

    H2DaoTest() {
        super(DATABASE);
    }
}
