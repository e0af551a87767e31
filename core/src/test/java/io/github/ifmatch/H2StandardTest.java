package io.github.ifmatch;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on H2, in standard SQL. */
class H2StandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    H2StandardTest() {
        super(DATABASE);
    }
}
