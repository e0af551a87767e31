package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;

/** The contracts of batches on MariaDB by MySQL's driver, which makes one statement of many and does not count what they insert. */
@NeedsMariaDb
class MySqlDriverRewritingTest extends BatchesPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(),
            MariaDbTestDatabase.Driver.MYSQL,
            MariaDbTestDatabase.Sessions.REPEATABLE_READ,
            "&rewriteBatchedStatements=true");

    MySqlDriverRewritingTest() {
        super(DATABASE);
    }
}
