package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.type.VersionSource;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.extension.NoSuchExtensionException;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.UnableToCreateSqlObjectException;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.GetGeneratedKeys;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
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

    private record Ledger(long id, String owner, long version) {}

    public interface Compared {
        @VersionCheck
        @SqlUpdate("DELETE FROM ledgers WHERE id = :id AND version = :version")
        void call(long id, long version);
    }

    @Test
    void tableWithoutAVersion() {
        jdbi.getConfig(VersionedTables.class)
                .register(Table.of(Ledger.class, Long.class).named("ledgers").comparing());

        refused(
                Compared.class,
                "versions of ledgers are made of compared columns, which no statement of one's own can demand; write its"
                        + " rows by a repository");
    }

    private record Dated(long id, String owner, Instant version) {}

    /** The expected version is a number, which the database would not compare with a time. */
    @ParameterizedTest
    @EnumSource(
            value = VersionSource.class,
            names = {"TIME", "DATABASE"})
    void versionThatIsATime(VersionSource source) {
        jdbi.getConfig(VersionedTables.class)
                .register(Table.of(Dated.class, Long.class).named("ledgers").versions(source));

        refused(
                Compared.class,
                "versions of ledgers are times, and a statement's expected version is a number; write its rows by a"
                        + " repository");
    }

    @Test
    void versionDrawnAtRandom_onlyDeletes() {
        jdbi.getConfig(VersionedTables.class)
                .register(Table.of(Ledger.class, Long.class).named("ledgers").versions(VersionSource.RANDOM));

        for (String next : List.of("version + 1", "random()", ":other")) {
            assertThatThrownBy(() -> checkOwn(
                            "UPDATE ledgers SET owner = 'a', version = " + next + " WHERE id = :id AND version = :v"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("versions of ledgers are drawn at random, which no statement can be proven to do; write"
                            + " its rows by a repository");
        }
        assertThatCode(() -> checkOwn("DELETE FROM ledgers WHERE id = :id AND version = :v"))
                .doesNotThrowAnyException();
    }

    @Test
    void versionLeftToTheDatabase_notSet() {
        jdbi.getConfig(VersionedTables.class)
                .register(Table.of(Ledger.class, Long.class).named("ledgers").versions(VersionSource.DATABASE));

        assertThatThrownBy(() -> checkOwn(
                        "UPDATE ledgers SET owner = 'a', version = version + 1 WHERE id = :id AND version = :v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("its SET gives the version, which is left to the database; leave version out");
        assertThatCode(() -> checkOwn("UPDATE ledgers SET owner = 'a' WHERE id = :id AND version = :v"))
                .doesNotThrowAnyException();
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

    public interface Iterated {
        @VersionCheck
        @SqlBatch("DELETE FROM accounts WHERE id = :id AND version = :version")
        @GetGeneratedKeys
        Iterator<Long> call(List<Long> id, List<Long> version);
    }

    public interface Streamed {
        @VersionCheck
        @SqlBatch("DELETE FROM accounts WHERE id = :id AND version = :version")
        @GetGeneratedKeys
        Stream<Long> call(List<Long> id, List<Long> version);
    }

    public interface Mapped {
        @VersionCheck
        @SqlBatch("DELETE FROM accounts WHERE id = :id AND version = :version")
        @GetGeneratedKeys
        ResultIterable<Long> call(List<Long> id, List<Long> version);
    }

    /** Its rows would be sent when the result is read, past the transaction or the savepoint. */
    @ParameterizedTest
    @ValueSource(classes = {Iterated.class, Streamed.class, Mapped.class})
    void batchThatIsSentLater(Class<?> dao) {
        refused(dao, "a version-checked @SqlBatch must send all of its rows before it returns; return a List");
    }

    public interface Templated {
        @VersionCheck
        @SqlUpdate("DELETE FROM accounts WHERE id = :id AND <condition>")
        void call(long id, long version, @Define("condition") String condition);
    }

    @Test
    void template_whenItIsSent() {
        Account.create(DATABASE);
        Templated dao = jdbi.onDemand(Templated.class);

        assertThatThrownBy(() -> dao.call(1, 1, "version <> :version"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("Nothing was sent.");
        assertThatThrownBy(() -> dao.call(1, 1, "version = :version"))
                .isInstanceOf(io.github.ifmatch.MissingRowException.class);
    }

    private void check(String sql) {
        check(sql, Demand.of(Account.TABLE));
    }

    /** The table is the registered one of the name. */
    private void checkOwn(String sql) {
        check(sql, new Demand(null, null, null, List.of(), ""));
    }

    private void check(String sql, Demand demand) {
        Plan unused = Plan.of(
                jdbi.getConfig(org.jdbi.v3.core.statement.SqlStatements.class)
                        .getSqlParser()
                        .parse(sql, null),
                demand,
                Optional.empty(),
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
                "UPDATE accounts SET version = :v + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = CAST(:v AS bigint) + 1 WHERE id = CAST(:id AS bigint) AND version = :v::bigint",
                "UPDATE accounts SET version = :v + 1 WHERE id = :id AND COALESCE(version, 0) = :v",
                "UPDATE accounts SET version=version+1 WHERE id=:id AND version=:v",
                "UPDATE accounts SET (owner, balance) = ('a', 1), version = version + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET owner = ARRAY['a', 'b'][1], version = version + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET \"VERSION\" = \"VERSION\" + 1 WHERE id = :id AND \"VERSION\" = :v",
                "UPDATE accounts SET owner = 'a', -- the owner\r\n version = version + 1 WHERE id = :id AND version = :v -- end",
                "UPDATE accounts a SET version = a.version + 1 FROM x WHERE a.id = :id AND a.version = :v AND x.end = 1.",
                "WITH x AS (SELECT id FROM accounts WHERE id = :id FOR NO KEY UPDATE) UPDATE accounts"
                        + " SET version = version + 1 FROM x WHERE accounts.id = :id AND accounts.version = :v",
                "WITH x AS (SELECT 1 AS end FOR UPDATE) DELETE FROM accounts WHERE id = :id AND version = :v",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND (owner || 'x') = 'ax' AND balance > .5e-1",
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
                "UPDATE accounts SET version = version - 1 + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = (version) * 1 + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 - 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1.5 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1e0 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 2 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = balance + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = x.version + 1 FROM x WHERE id = :id AND accounts.version = :v",
                "UPDATE accounts SET version = (SELECT version FROM x) + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = (SELECT version + 1) WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = :other + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = ? + 1 WHERE id = ? AND version = ?",
                "UPDATE accounts SET version = :v::bigint - 1 + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = COALESCE(version, 1) + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = COALESCE(balance, 0) + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND COALESCE(version, 0) = :v",
                "UPDATE accounts SET version = version + 1, version = 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1, \"version\" = 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1, (owner, version) = ('a', 1) WHERE id = :id AND version = :v",
                "UPDATE accounts SET (owner, version) = ('a', version + 1) WHERE id = :id AND version = :v",
                "UPDATE accounts SET (version) = (version + 1) WHERE id = :id AND version = :v",
                "UPDATE accounts SET \"Version\" = \"Version\" + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET \"VERSION\" = \"VERSION\" + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 WHERE \"Id\" = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 FROM \"Accounts\" WHERE id = :id AND \"Accounts\".version = :v",
                "UPDATE \"Accounts\" SET version = version + 1 WHERE id = :id AND version = :v",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v -- a\r OR id = 2",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v -- a\u2028 OR id = 2",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v --1",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v /*! OR id = 2 */",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v AND owner = U&'\\0027 OR'",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND U&\"version\" = :v",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v AND owner = q'[it's]'",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v AND balance = 1. OR true",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v AND balance = 1.OR id = 2",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v || true",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = :v::bigint IS NULL",
                "UPDATE accounts SET version = version + 1 WHERE id = :id AND version = CAST(:v AS bigint) + (0)",
                "DELETE FROM accounts WHERE id = :id AND CASE WHEN (SELECT 1 end) = 1 THEN true AND version = :v ELSE true END",
                "DELETE FROM accounts WHERE id = :id AND CASE WHEN end = 1 THEN true AND version = :v ELSE true END",
                "WITH d AS (DELETE FROM accounts WHERE id = 3 RETURNING 1) UPDATE accounts SET version = version + 1"
                        + " WHERE id = :id AND version = :v",
                "WITH d AS (WITH e AS (SELECT 1) INSERT INTO orders SELECT 1 FROM e RETURNING 1) DELETE FROM accounts"
                        + " WHERE id = :id AND version = :v",
                "DELETE FROM accounts WHERE id = :id AND version = :v AND 1 IN (SELECT id FROM OLD TABLE (DELETE FROM orders))",
                "INSERT INTO accounts (id, version) VALUES (:id, :v)",
                "SELECT * FROM accounts WHERE id = :id AND version = :v",
            })
    void unsound(String sql) {
        assertThatThrownBy(() -> check(sql)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "version = version - 1 + 1| its SET gives the version a value that is not proven to be the next one; write"
                        + " version = version + 1",
                "version = version - 1| its SET gives the version a value that is not proven to be the next one; write version"
                        + " = version + 1",
                "version = :id + 1| its SET makes the version of :id, which is not the expected version, :v; write version ="
                        + " version + 1",
                "version = version + 1, version = 7| its SET gives the version more than once; write only version ="
                        + " version + 1",
                "(owner, version) = ('a', 7)| its SET gives the version together with other columns, or in a way that is not"
                        + " understood; write by itself version = version + 1",
                "owner = 'a'| its SET does not advance the version, so that nobody else would notice; write SET …, version ="
                        + " version + 1",
                "\"VERSION\" = version + 1| it writes the version's name in several ways, which may be several columns:"
                        + " \"VERSION\", version; write it in one"
            })
    void unsound_saysWhyAndWhatHelps(String set, String message) {
        assertThatThrownBy(() -> check("UPDATE accounts SET " + set + " WHERE id = :id AND version = :v"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void unsound_others_sayWhyAndWhatHelps() {
        assertThatThrownBy(() -> check("UPDATE accounts SET version = ? + 1 WHERE id = ? AND version = ?"))
                .hasMessage("its SET makes the version of a parameter of which nothing proves that it is the expected"
                        + " version; name the parameters, or write version = version + 1");
        assertThatThrownBy(() ->
                        check("UPDATE accounts SET version = version + 1 WHERE id = :id AND COALESCE(version, 0) = :v"))
                .hasMessage("its WHERE takes a NULL version for 0, and its SET would leave it NULL; write version ="
                        + " COALESCE(version, 0) + 1");
        assertThatThrownBy(() -> check(
                        "WITH d AS (DELETE FROM accounts) DELETE FROM accounts" + " WHERE id = :id AND version = :v"))
                .hasMessage("it writes in a second place (DELETE), which no version guards; send that by itself");
        assertThatThrownBy(() -> check("DELETE FROM accounts WHERE id = :id AND version = :v -- a\r OR id = 2"))
                .hasMessage(
                        "a comment holds a character that ends a line for some databases and not for others, such as"
                                + " a carriage return; end the line with a line feed");
    }

    /** Each would be sound, for a database that reads it as we do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "/* /* */ -- */| a comment has no end, or has another one in it",
                "/* | a comment has no end, or has another one in it",
                "AND owner = 'a\\'| a backslash stands before a quote; bind the text instead",
                "AND owner <> 'a\\'' OR ''b'| a backslash stands before a quote; bind the text instead",
                "AND owner = 'a| a quote has no end",
                "--1| '--' is a comment everywhere only if a space follows it",
                "# a| '#' may begin a comment, or not; leave it out",
                "// a| '/' may begin a comment, or not; leave it out",
                "/*! a */| some databases carry out what stands in a comment /*! … */; leave it out",
                "/*M! a */| some databases carry out what stands in a comment /*! … */; leave it out",
                "AND owner = $a$ b| '$' begins no text that ends",
                "AND balance = 1e| a number runs into what follows it; put a space between them",
                "AND owner = U&'a'| a text or a name with escapes (U&'…', U&\"…\", q'…') is not read; write it plainly,"
                        + " or bind it",
                "AND owner = nq'a'| a text or a name with escapes (U&'…', U&\"…\", q'…') is not read; write it plainly,"
                        + " or bind it",
                "AND U&\"owner\" = 'a'| a text or a name with escapes (U&'…', U&\"…\", q'…') is not read; write it"
                        + " plainly, or bind it",
                "AND (owner = 'a'| its parentheses, or its CASE and END, do not match",
                "AND owner = 'a')| its parentheses, or its CASE and END, do not match"
            })
    void unreadable_saysWhyAndWhatHelps(String end, String message) {
        assertThatThrownBy(() -> check("DELETE FROM accounts WHERE id = :id AND version = :v " + end))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    public interface UnsoundDao extends VersionedDao<Account, Long> {
        @VersionCheck
        @SqlUpdate("UPDATE accounts SET owner = :owner WHERE id = :id AND version = :version")
        void call(long id, long version, String owner);
    }

    public interface UnsoundOwnTableDao extends VersionedDao<Account, Long> {
        @Override
        default Table<Account, Long> table() {
            return Account.TABLE;
        }

        @VersionCheck
        @SqlUpdate("UPDATE accounts SET owner = :owner WHERE id = :id AND version = :version")
        void call(long id, long version, String owner);
    }

    private static final String NO_ADVANCE =
            ".call cannot be version-checked: its SET does not advance the version, so that"
                    + " nobody else would notice; write SET …, version = version + 1";

    @Test
    void versionedDao_unsound() {
        Jdbi registered =
                Jdbi.create(DATABASE.dataSource()).installPlugin(new VersionedPlugin().withTables(Account.TABLE));
        Jdbi none = Jdbi.create(DATABASE.dataSource()).installPlugin(new VersionedPlugin());

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> registered.onDemand(UnsoundDao.class))
                    .isInstanceOf(UnableToCreateSqlObjectException.class)
                    .hasMessage(UnsoundDao.class.getName() + NO_ADVANCE);
            assertThatThrownBy(() -> none.onDemand(UnsoundOwnTableDao.class))
                    .isInstanceOf(UnableToCreateSqlObjectException.class)
                    .hasMessage(UnsoundOwnTableDao.class.getName() + NO_ADVANCE);
        }
    }

    public interface OwnTableDao extends VersionedDao<Account, Long> {
        @Override
        default Table<Account, Long> table() {
            return Account.TABLE;
        }

        @VersionCheck
        @SqlUpdate("UPDATE accounts SET owner = :owner, version = version + 1 WHERE id = :id AND version = :version")
        int rename(long id, long version, String owner);
    }

    public interface PlainOwnTableDao {
        default Table<Account, Long> table() {
            return Account.TABLE;
        }

        @VersionCheck(Account.class)
        @SqlUpdate("UPDATE accounts SET owner = :owner, version = version + 1 WHERE id = :id AND version = :version")
        int rename(long id, long version, String owner);
    }

    @Test
    void tableOfTheSqlObjectItself() {
        Account.create(DATABASE);
        Jdbi none = Jdbi.create(DATABASE.dataSource()).installPlugin(new VersionedPlugin());
        Account ann = none.onDemand(OwnTableDao.class).insert(Account.of("Ann", 10));

        assertThat(none.onDemand(OwnTableDao.class).rename(ann.id(), 1, "Anne")).isEqualTo(1);
        assertThat(none.onDemand(PlainOwnTableDao.class).rename(ann.id(), 2, "Ann"))
                .isEqualTo(1);
        assertThatThrownBy(() -> none.onDemand(OwnTableDao.class).rename(ann.id(), 2, "Late"))
                .isInstanceOf(ConflictException.class);
    }

    /** Jdbi does not ask us, on demand, where its plugin comes after the tables. */
    @Test
    void verify_atStartup() {
        Jdbi late = Jdbi.create(DATABASE.dataSource());
        late.getConfig(VersionedTables.class).register(Account.TABLE);
        late.installPlugin(new SqlObjectPlugin());

        assertThatThrownBy(() -> VersionedJdbi.verify(late, Templated.class, NoVersion.class))
                .isInstanceOf(UnableToCreateSqlObjectException.class)
                .hasMessageStartingWith(NoVersion.class.getName() + ".call cannot be version-checked: ");
        assertThatThrownBy(() -> VersionedJdbi.verify(late, Runnable.class))
                .isInstanceOf(NoSuchExtensionException.class);
        VersionedJdbi.verify(late, Templated.class);
    }

    private record Listed(long id, Thread tags, long version) {}

    public interface ListedDao {
        @VersionCheck
        @SqlUpdate("DELETE FROM listed WHERE id = :id AND version = :version")
        void call(long id, long version);
    }

    /** The row could not be read again. */
    @Test
    void tableThatNobodyCanComplete() {
        jdbi.getConfig(VersionedTables.class).register(Table.of(Listed.class, Long.class));

        refused(
                ListedDao.class,
                "listed (Listed): the component tags (java.lang.Thread) has no column type; give it one"
                        + " with type(\"tags\", …)");
    }
}
