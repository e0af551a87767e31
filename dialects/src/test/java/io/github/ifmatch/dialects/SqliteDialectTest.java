package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import org.junit.jupiter.api.Tag;

/** The contract on SQLite, in its own dialect. */
@Tag("engines")
class SqliteDialectTest extends DialectContract {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());

    SqliteDialectTest() {
        super(DATABASE);
    }
}
