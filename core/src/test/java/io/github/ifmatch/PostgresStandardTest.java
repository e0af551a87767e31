package io.github.ifmatch;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.Tag;

/** The contract on PostgreSQL, in standard SQL. */
@Tag("thorough")
class PostgresStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(Dialect.STANDARD);

    PostgresStandardTest() {
        super(DATABASE);
    }
}
