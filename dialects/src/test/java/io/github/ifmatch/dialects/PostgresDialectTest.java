package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.transaction.CutBatchContract;
import io.github.ifmatch.testkit.transaction.CutConnectionContract;
import org.junit.jupiter.api.Nested;

/** The contract on PostgreSQL, in its own dialect. */
class PostgresDialectTest extends DialectContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    PostgresDialectTest() {
        super(DATABASE);
    }

    @Nested
    class CutConnection extends CutConnectionContract {}

    @Nested
    class CutBatch extends CutBatchContract {}
}
