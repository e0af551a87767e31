package io.github.ifmatch.jdbi;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import io.github.ifmatch.testkit.mapping.DefaultsContract;
import io.github.ifmatch.testkit.mapping.DeletedIdsContract;
import io.github.ifmatch.testkit.mapping.MarkedIsolationContract;
import io.github.ifmatch.testkit.mapping.SoftDeleteContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@link Way#DAO} decides, on H2, for every build; {@link H2DaoTest} takes its time. */
@ExtendWith(NotThroughJdbi.class)
class H2DaoWayTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.DAO, Dialect.STANDARD);

    H2DaoWayTest() {
        super(DATABASE);
    }

    @Nested
    class SoftDelete extends SoftDeleteContract {}

    @Nested
    class DeletedIds extends DeletedIdsContract {}

    @Nested
    class MarkedIsolation extends MarkedIsolationContract {}

    @Nested
    class Defaults extends DefaultsContract {}
}
