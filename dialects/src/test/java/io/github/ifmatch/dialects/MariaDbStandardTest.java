package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB in standard SQL, at READ COMMITTED: at REPEATABLE READ it cannot know what a locking read shows. */
@NeedsMariaDb
class MariaDbStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            Dialect.STANDARD, MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.READ_COMMITTED);

    MariaDbStandardTest() {
        super(DATABASE);
    }
}
