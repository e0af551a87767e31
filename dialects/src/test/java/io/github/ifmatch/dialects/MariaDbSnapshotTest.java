package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;

/** The contracts of transactions on MariaDB where a changed record is an error, as it is from 11.6 on. */
@NeedsMariaDb
class MariaDbSnapshotTest extends TransactionsPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SNAPSHOT);

    MariaDbSnapshotTest() {
        super(DATABASE);
    }
}
