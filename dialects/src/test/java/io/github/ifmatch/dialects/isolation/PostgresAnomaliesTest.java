package io.github.ifmatch.dialects.isolation;

import io.github.ifmatch.dialects.PostgresDialect;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;

/** The anomalies on PostgreSQL. */
class PostgresAnomaliesTest extends AnomaliesContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    PostgresAnomaliesTest() {
        super(DATABASE, IsolationTable.FILE);
    }
}
