package io.github.ifmatch.dialects.isolation;

import io.github.ifmatch.dialects.MariaDbDialect;
import io.github.ifmatch.dialects.MariaDbTestDatabase;
import io.github.ifmatch.dialects.NeedsMariaDb;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;
import io.github.ifmatch.testkit.isolation.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The anomalies on MariaDB, at the levels of the standard, and at REPEATABLE READ as MariaDB 11.6 has it by default. */
@NeedsMariaDb
class MariaDbAnomaliesTest extends AnomaliesContract {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    MariaDbAnomaliesTest() {
        super(DATABASE, IsolationTable.FILE);
    }

    @Override
    protected List<Level> levels() throws SQLException {
        Level snapshots = new Level(
                "REPEATABLE READ with innodb_snapshot_isolation",
                Connection.TRANSACTION_REPEATABLE_READ,
                List.of("SET innodb_snapshot_isolation = 1"));
        return Stream.concat(super.levels().stream(), Stream.of(snapshots)).toList();
    }
}
