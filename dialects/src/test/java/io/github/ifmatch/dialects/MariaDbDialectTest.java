package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB at its default isolation, in its own dialect. */
@NeedsMariaDb
class MariaDbDialectTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    MariaDbDialectTest() {
        super(DATABASE);
    }
}
