package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** What the dialect sends passes the audit. */
class H2AuditTest extends AuditContract {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    H2AuditTest() {
        database = DATABASE;
    }
}
