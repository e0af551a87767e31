package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB at SERIALIZABLE, where every read in a transaction takes a lock. */
@NeedsMariaDb
class MariaDbSerializableTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SERIALIZABLE);

    MariaDbSerializableTest() {
        super(DATABASE);
    }
}
