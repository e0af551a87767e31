package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on H2, in its own dialect. */
class H2DialectTest extends DialectContract {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    H2DialectTest() {
        super(DATABASE);
    }
}
