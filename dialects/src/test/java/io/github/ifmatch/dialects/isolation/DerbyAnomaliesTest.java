package io.github.ifmatch.dialects.isolation;

import io.github.ifmatch.dialects.DerbyDialect;
import io.github.ifmatch.dialects.DerbyTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;
import org.junit.jupiter.api.Tag;

/** The anomalies on Derby. */
@Tag("derby")
class DerbyAnomaliesTest extends AnomaliesContract {

    private static final TestDatabase DATABASE = new DerbyTestDatabase(new DerbyDialect());

    DerbyAnomaliesTest() {
        super(DATABASE, IsolationTable.FILE);
    }
}
