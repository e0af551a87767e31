package io.github.ifmatch;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

/** The contract on Derby, in standard SQL. */
@Tag("engines")
class DerbyStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new DerbyTestDatabase();

    DerbyStandardTest() {
        super(DATABASE);
    }
}
