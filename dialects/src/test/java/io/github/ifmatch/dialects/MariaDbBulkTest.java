package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;

/** The contracts of batches on MariaDB by a driver that sends batches in bulk, and does not count what they write. */
@NeedsMariaDb
class MariaDbBulkTest extends BatchesPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(),
            MariaDbTestDatabase.Driver.MARIADB,
            MariaDbTestDatabase.Sessions.REPEATABLE_READ,
            "&useBulkStmts=true");

    MariaDbBulkTest() {
        super(DATABASE);
    }
}
