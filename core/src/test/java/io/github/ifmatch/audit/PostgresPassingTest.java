package io.github.ifmatch.audit;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.write.AuditContract;

/** In standard SQL. */
class PostgresPassingTest extends AuditContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(Dialect.STANDARD);

    PostgresPassingTest() {
        database = DATABASE;
    }
}
