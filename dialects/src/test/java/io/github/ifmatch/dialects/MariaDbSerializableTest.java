package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;

/**
 * The contracts of transactions on MariaDB at SERIALIZABLE, where every read in a transaction takes a lock: but for those in which
 * somebody writes what a transaction has read, before it ends, which must wait there.
 */
@NeedsMariaDb
class MariaDbSerializableTest extends TransactionsPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SERIALIZABLE);

    MariaDbSerializableTest() {
        super(DATABASE);
    }
}
