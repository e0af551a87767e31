package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiPostgres;
import io.github.ifmatch.testkit.jdbi.NotThroughJdbi;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.jdbi.WayContract;
import io.github.ifmatch.testkit.mapping.ArraysContract;
import io.github.ifmatch.testkit.mapping.DefaultsContract;
import io.github.ifmatch.testkit.mapping.DeletedIdsContract;
import io.github.ifmatch.testkit.mapping.EnumsContract;
import io.github.ifmatch.testkit.mapping.MarkedIsolationContract;
import io.github.ifmatch.testkit.mapping.SoftDeleteContract;
import io.github.ifmatch.testkit.mapping.TypesContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What {@link Way#DAO} decides, on PostgreSQL in its own dialect, and what Jdbi makes of each type, of marks and of defaults there;
 * {@link PostgresJdbiDaoTest} takes its time.
 */
@ExtendWith(NotThroughJdbi.class)
@Tag("thorough")
class PostgresJdbiDaoWayTest extends WayContract {

    private static final TestDatabase DATABASE = new JdbiPostgres(Way.DAO, new PostgresDialect());

    PostgresJdbiDaoWayTest() {
        super(DATABASE);
    }

    @Nested
    class Types extends TypesContract {}

    @Nested
    class Arrays extends ArraysContract {}

    @Nested
    class Enums extends EnumsContract {}

    @Nested
    class SoftDelete extends SoftDeleteContract {}

    @Nested
    class DeletedIds extends DeletedIdsContract {}

    @Nested
    class MarkedIsolation extends MarkedIsolationContract {}

    @Nested
    class Defaults extends DefaultsContract {}
}
