package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Dialect;
import io.github.ifmatch.testkit.Account;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.UnableToCreateSqlObjectException;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A declaration that cannot work fails when the SQL object is made. */
class VersionCheckDeclarationTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    private final Jdbi jdbi = Jdbi.create(DATABASE.dataSource()).installPlugin(new SqlObjectPlugin());

    VersionCheckDeclarationTest() {
        jdbi.getConfig(VersionedTables.class).register(Account.TABLE);
    }

    private void refused(Class<?> dao, String why) {
        String message = dao.getName() + ".call cannot be version-checked: " + why;
        for (int i = 0; i < 2; i++) { // not only the first time
            assertThatThrownBy(() -> jdbi.onDemand(dao))
                    .isInstanceOf(UnableToCreateSqlObjectException.class)
                    .hasMessage(message);
        }
        jdbi.useHandle(handle -> assertThatThrownBy(() -> handle.attach(dao))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessage(message));
    }

    public interface NoVersion {
        @VersionCheck
        @SqlUpdate(
                "UPDATE accounts SET version = version + 1 WHERE id = :id -- AND version = :version\n AND owner <> ':version'")
        void call(long id, long version);
    }

    @Test
    void noVersionInTheWhere() {
        refused(
                NoVersion.class,
                "its WHERE does not demand version = :parameter as one of the conditions joined by AND");
    }

    public interface Unknown {
        @VersionCheck
        @SqlUpdate("DELETE FROM accounts WHERE id = :id AND version = :verison")
        void call(long id, long version);
    }

    @Test
    void parameterThatTheMethodLacks() {
        refused(Unknown.class, "no parameter of the method is bound as :verison; name one so, with @Bind");
    }

    public interface Numbered {
        @VersionCheck
        @SqlUpdate("DELETE FROM accounts WHERE id = :0 AND version = :1")
        void call(long id, long version);
    }

    /** Jdbi binds positions to question marks only. */
    @Test
    void parameterByNumber() {
        refused(Numbered.class, "no parameter of the method is bound as :0; name one so, with @Bind");
    }

    public interface Member {
        @VersionCheck(version = "seen")
        @SqlUpdate("DELETE FROM accounts WHERE id = :id AND version = :version")
        void call(long id, long version);
    }

    @Test
    void parameterThatTheStatementLacks() {
        refused(Member.class, "it has no parameter :seen; it has [id, version]");
    }

    public interface NoTable {
        @VersionCheck
        @SqlUpdate("DELETE FROM orders WHERE id = :id AND version = :version")
        void call(long id, long version);
    }

    @Test
    void tableThatIsNotRegistered() {
        refused(NoTable.class, "no table orders is registered; register it with VersionedTables");
    }

    public interface Query {
        @VersionCheck
        @SqlQuery("SELECT id FROM accounts WHERE id = :id AND version = :version")
        long call(long id, long version);
    }

    @Test
    void query() {
        refused(Query.class, "@VersionCheck belongs on a method with @SqlUpdate or @SqlBatch");
    }

    public interface Untransacted {
        @VersionCheck
        @SqlBatch(value = "DELETE FROM accounts WHERE id = :id AND version = :version", transactional = false)
        void call(List<Long> id, List<Long> version);
    }

    @Test
    void batchWithoutTransaction() {
        refused(
                Untransacted.class,
                "a version-checked @SqlBatch must be transactional, or the rows that are written before one is refused"
                        + " could not be undone; leave transactional = false out");
    }

    public interface Templated {
        @VersionCheck
        @SqlUpdate("DELETE FROM accounts WHERE id = :id AND <condition>")
        void call(long id, long version, @Define("condition") String condition);
    }

    @Test
    void template_whenItIsSent() {
        DATABASE.execute(Account.DROP, Account.CREATE);
        Templated dao = jdbi.onDemand(Templated.class);

        assertThatThrownBy(() -> dao.call(1, 1, "version <> :version"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("Nothing was sent.");
        assertThatThrownBy(() -> dao.call(1, 1, "version = :version"))
                .isInstanceOf(io.github.ifmatch.MissingRowException.class);
    }

    private void check(String sql) {
        Plan unused = Plan.of(
                jdbi.getConfig(org.jdbi.v3.core.statement.SqlStatements.class)
                        .getSqlParser()
                        .parse(sql, null),
                Demand.of(Account.TABLE),
                jdbi.getConfig(VersionedTables.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM accounts WHERE id = :id AND version = :v",
                "delete from only accounts as a where a.version = :v and a.id = :id;",
                "DELETE FROM \"accounts\" WHERE \"id\" = :id AND \"version\" = :v",
                "UPDATE public.accounts SET owner = 'x'' OR', version = version + 1 WHERE :id = id AND :v::bigint = version",
                "UPDATE accounts SET version = COALESCE(version, 0) + 1 WHERE id = :id AND COALESCE(version, 0) = :v",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND (owner = 'a' OR owner = 'b') AND version = :v",
                "UPDATE accounts SET owner = CASE WHEN id = 1 THEN 'a' ELSE 'b' END, version = version + 1 WHERE id = :id"
                        + " AND version = :v /* really */",
                "WITH x AS (SELECT 1 AS one) UPDATE accounts SET version = accounts.version + 1 FROM x WHERE id = :id AND"
                        + " accounts.version = :v",
                "UPDATE accounts SET owner = $$ WHERE $$, version = version + 1 WHERE id = :id AND balance BETWEEN 1 AND 2"
                        + " AND version = :v",
            })
    void sound(String sql) {
        assertThatCode(() -> check(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM accounts WHERE id = :id OR version = :v",
                "DELETE FROM accounts WHERE id = :id AND version <> :v",
                "DELETE FROM accounts WHERE id = :id AND version >= :v",
                "DELETE FROM accounts WHERE id = :id AND NOT version = :v",
                "DELETE FROM accounts WHERE id = :id AND (version = :v OR true)",
                "DELETE FROM accounts WHERE id = :id AND version = version",
                "DELETE FROM accounts WHERE id = :id AND version = :v + 0 * version",
                "DELETE FROM accounts WHERE id = :id /* AND version = :v */",
                "DELETE FROM accounts WHERE id = :id /* /* */ AND version = :v */",
                "DELETE FROM accounts WHERE id = :id -- AND version = :v",
                "DELETE FROM accounts WHERE id = :id // AND version = :v",
                "DELETE FROM accounts WHERE id = :id AND owner = 'AND version = :v'",
                "DELETE FROM accounts WHERE id = :id AND owner = 'a\\' AND version = :v --'",
                "DELETE FROM accounts WHERE id = :id AND CASE WHEN version = :v THEN true ELSE true END",
                "DELETE FROM accounts WHERE id = :id AND balance BETWEEN 0 AND version = :v",
                "DELETE FROM accounts WHERE id = :id AND other.version = :v",
                "DELETE FROM accounts WHERE version = :v",
                "DELETE FROM accounts",
                "DELETE FROM orders WHERE id = :id AND version = :v",
                "DELETE FROM accounts WHERE id = :id AND version = :v; DELETE FROM accounts",
                "UPDATE accounts SET owner = 'x' WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v RETURNING id",
                "UPDATE accounts SET version = version + 1, owner = (SELECT 'x' WHERE version = :v) WHERE id = :id",
                "INSERT INTO accounts (id, version) VALUES (:id, :v)",
                "SELECT * FROM accounts WHERE id = :id AND version = :v",
            })
    void unsound(String sql) {
        assertThatThrownBy(() -> check(sql)).isInstanceOf(IllegalArgumentException.class);
    }
}
