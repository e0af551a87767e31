package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** The contract on MariaDB where a changed record is an error, as it is from 11.6 on. */
@NeedsMariaDb
class MariaDbSnapshotTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SNAPSHOT);

    MariaDbSnapshotTest() {
        super(DATABASE);
    }
}
