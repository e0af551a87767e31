package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB by MySQL's driver. */
@NeedsMariaDb
class MySqlDriverTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MYSQL, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    MySqlDriverTest() {
        super(DATABASE);
    }
}
