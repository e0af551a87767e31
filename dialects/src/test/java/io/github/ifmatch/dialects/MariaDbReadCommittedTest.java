package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB at READ COMMITTED. */
@NeedsMariaDb
class MariaDbReadCommittedTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.READ_COMMITTED);

    MariaDbReadCommittedTest() {
        super(DATABASE);
    }
}
