package io.github.ifmatch.audit;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** In standard SQL. */
class H2PassingTest extends AuditContract {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    H2PassingTest() {
        database = DATABASE;
    }
}
