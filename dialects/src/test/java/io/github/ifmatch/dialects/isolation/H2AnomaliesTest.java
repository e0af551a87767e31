package io.github.ifmatch.dialects.isolation;

import io.github.ifmatch.dialects.H2Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.isolation.AnomaliesContract;
import io.github.ifmatch.testkit.isolation.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** The anomalies on H2, at the levels of the standard and at its SNAPSHOT. */
class H2AnomaliesTest extends AnomaliesContract {

    /** As H2 numbers it, after the levels of JDBC. */
    private static final int SNAPSHOT = 6;

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    H2AnomaliesTest() {
        super(DATABASE, IsolationTable.FILE);
    }

    @Override
    protected List<Level> levels() throws SQLException {
        return Stream.concat(super.levels().stream(), Stream.of(new Level("SNAPSHOT", SNAPSHOT)))
                .toList();
    }
}
