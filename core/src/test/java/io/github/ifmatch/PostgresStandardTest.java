package io.github.ifmatch;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.transaction.CutBatchContract;
import io.github.ifmatch.testkit.transaction.CutConnectionContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** The contract on PostgreSQL, in standard SQL. */
@Tag("thorough")
class PostgresStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(Dialect.STANDARD);

    PostgresStandardTest() {
        super(DATABASE);
    }

    @Nested
    class CutConnection extends CutConnectionContract {}

    @Nested
    class CutBatch extends CutBatchContract {}
}
