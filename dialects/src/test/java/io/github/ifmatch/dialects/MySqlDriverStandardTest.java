package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;

/**
 * The contracts that depend on the driver, on MariaDB by MySQL's driver, in standard SQL, at READ COMMITTED. Without the dialect that driver
 * cuts the fractions of seconds off and binds no UUID, so that the values of columns are left to {@link MySqlDriverTest}.
 */
@NeedsMariaDb
class MySqlDriverStandardTest extends DriverPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            Dialect.STANDARD, MariaDbTestDatabase.Driver.MYSQL, MariaDbTestDatabase.Sessions.READ_COMMITTED);

    MySqlDriverStandardTest() {
        super(DATABASE);
    }
}
