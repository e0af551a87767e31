package io.github.ifmatch.dialects;

import io.github.ifmatch.Database;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.batch.BatchContract;
import io.github.ifmatch.testkit.batch.BatchFaultContract;
import io.github.ifmatch.testkit.batch.BatchIdsContract;
import io.github.ifmatch.testkit.batch.BatchRaceContract;
import javax.sql.DataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contracts of batches on PostgreSQL, with the statement that locks its rows first, as in somebody's transaction. */
@Tag("thorough")
class PostgresLockedBatchTest extends Contract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect()) {
        @Override
        public Database database(DataSource dataSource) {
            return super.database(dataSource).withLockedBatches();
        }
    };

    PostgresLockedBatchTest() {
        this.database = DATABASE;
    }

    @Nested
    class Batch extends BatchContract {}

    @Nested
    class BatchFault extends BatchFaultContract {}

    @Nested
    class BatchIds extends BatchIdsContract {}

    @Nested
    class BatchRace extends BatchRaceContract {}
}
