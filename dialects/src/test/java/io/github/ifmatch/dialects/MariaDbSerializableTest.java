package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;

/** The contracts of transactions on MariaDB at SERIALIZABLE, where every read in a transaction takes a lock. */
@NeedsMariaDb
class MariaDbSerializableTest extends TransactionsPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SERIALIZABLE);

    MariaDbSerializableTest() {
        super(DATABASE);
    }
}
