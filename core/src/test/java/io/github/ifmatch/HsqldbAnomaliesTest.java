package io.github.ifmatch;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The anomalies on HSQLDB with multi-version rows. */
@Tag("engines")
class HsqldbAnomaliesTest extends AnomaliesContract {

    private static final TestDatabase DATABASE = new HsqldbTestDatabase();

    HsqldbAnomaliesTest() {
        super(DATABASE, Path.of("..", "dialects", "isolation.tsv"));
    }
}
