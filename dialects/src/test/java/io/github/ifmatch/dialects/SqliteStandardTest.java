package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import org.junit.jupiter.api.Tag;

/** The contract on SQLite, in standard SQL. */
@Tag("engines")
class SqliteStandardTest extends DialectContract {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(Dialect.STANDARD);

    SqliteStandardTest() {
        super(DATABASE);
    }
}
