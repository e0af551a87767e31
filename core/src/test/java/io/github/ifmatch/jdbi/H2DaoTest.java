package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** All of the contract on H2, through Jdbi: see {@link Way#DAO}. Each operation of a SQL object is called. */
@Tag("thorough")
@ExtendWith(NotThroughJdbi.class)
class H2DaoTest extends DialectContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.DAO, Dialect.STANDARD);

    H2DaoTest() {
        super(DATABASE);
    }
}
