package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.jdbi.VersionCheck;
import io.github.ifmatch.jdbi.VersionedTables;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.jdbi.JdbiH2;
import io.github.ifmatch.testkit.jdbi.Way;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.write.AuditContract;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.Test;

/** Through Jdbi. */
class JdbiPassingTest extends AuditContract {

    private static final TestDatabase DATABASE = new JdbiH2(Way.REPOSITORY, Dialect.STANDARD);

    JdbiPassingTest() {
        database = DATABASE;
    }

    public interface Dao {
        @VersionCheck
        @SqlUpdate("UPDATE accounts SET owner = :owner, version = version + 1 WHERE id = :id AND version = :version")
        void rename(long id, long version, String owner);

        @SqlUpdate("UPDATE accounts SET owner = :owner WHERE id = :id")
        void bypass(long id, String owner);
    }

    @Test
    void sqlObjects_checkedPasses_othersAreFound() {
        Audit audit = Audit.of(Account.TABLE);
        Jdbi jdbi = Jdbi.create(audit.watch(database.dataSource())).installPlugin(new SqlObjectPlugin());
        jdbi.getConfig(VersionedTables.class).register(Account.TABLE);
        Account ann = database.repository(Account.TABLE).insert(Account.of("Ann", 10));
        Dao dao = jdbi.onDemand(Dao.class);

        dao.rename(ann.id(), 1, "A");
        assertThat(audit.report().isEmpty()).as(audit.report().toText()).isTrue();
        dao.bypass(ann.id(), "B");

        assertThat(audit.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.statement()).isEqualTo("UPDATE accounts SET owner = ? WHERE id = ?");
            assertThat(finding.site().getFileName()).isEqualTo("JdbiPassingTest.java");
        });
    }
}
