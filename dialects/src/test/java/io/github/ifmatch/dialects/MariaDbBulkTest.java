package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB by a driver that sends batches in bulk, and does not count what they write. */
@NeedsMariaDb
class MariaDbBulkTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(),
            MariaDbTestDatabase.Driver.MARIADB,
            MariaDbTestDatabase.Sessions.REPEATABLE_READ,
            "&useBulkStmts=true");

    MariaDbBulkTest() {
        super(DATABASE);
    }
}
