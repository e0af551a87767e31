package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.transaction.JoinContract;
import io.github.ifmatch.testkit.transaction.NestedModifyContract;
import io.github.ifmatch.testkit.transaction.RetryContract;
import org.junit.jupiter.api.Nested;

/** The contracts of transactions on MariaDB where a changed record is an error, as it is from 11.6 on. */
@NeedsMariaDb
class MariaDbSnapshotTest extends TransactionsPartContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.SNAPSHOT);

    MariaDbSnapshotTest() {
        super(DATABASE);
    }

    @Nested
    class Join extends JoinContract {}

    @Nested
    class NestedModify extends NestedModifyContract {}

    @Nested
    class Retries extends RetryContract {}
}
