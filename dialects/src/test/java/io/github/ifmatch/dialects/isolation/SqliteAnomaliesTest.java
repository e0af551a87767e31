package io.github.ifmatch.dialects.isolation;

import io.github.ifmatch.dialects.SqliteDialect;
import io.github.ifmatch.dialects.SqliteTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;
import io.github.ifmatch.testkit.isolation.Level;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The anomalies on SQLite, in write-ahead mode. */
@Tag("engines")
class SqliteAnomaliesTest extends AnomaliesContract {

    private static final TestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    SqliteAnomaliesTest() {
        super(DATABASE, IsolationTable.FILE);
    }

    /** The other one, READ UNCOMMITTED, is that of connections which share a cache. */
    @Override
    protected List<Level> levels() {
        return List.of(new Level("SERIALIZABLE", Connection.TRANSACTION_SERIALIZABLE));
    }
}
