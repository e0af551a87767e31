package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.DialectContract;
import io.github.ifmatch.testkit.TestDatabase;

/** MariaDB where a changed record is an error ({@code innodb_snapshot_isolation}), as it is by default from 11.6 on. */
@NeedsMariaDb
class MariaDbSnapshotTest extends DialectContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SNAPSHOT);

    MariaDbSnapshotTest() {
        super(DATABASE);
    }
}
