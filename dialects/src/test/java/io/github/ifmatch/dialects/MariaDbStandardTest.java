package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB in standard SQL. */
@NeedsMariaDb
class MariaDbStandardTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            Dialect.STANDARD, MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    MariaDbStandardTest() {
        super(DATABASE);
    }
}
