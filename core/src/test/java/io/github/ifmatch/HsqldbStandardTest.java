package io.github.ifmatch;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

/** The contract on HSQLDB, in standard SQL. */
@Tag("engines")
class HsqldbStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new HsqldbTestDatabase();

    HsqldbStandardTest() {
        super(DATABASE);
    }
}
