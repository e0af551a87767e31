package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.jdbi.VersionCheck;
import io.github.ifmatch.jdbi.VersionedPlugin;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.type.VersionSource;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What docs/versions.md says of one database, or of none: the display name of each test is the line, to the letter. What holds of every
 * source of versions is held by the contract.
 */
class VersionsPageTest {

    private static final Path PAGE = Path.of("../docs/versions.md");

    private static final TestDatabase POSTGRES = new PostgresTestDatabase(new PostgresDialect());
    private static final TestDatabase H2 = new H2TestDatabase(new H2Dialect());

    private record Note(long id, String text, String seen, long version) {

        static final Table<Note, Long> BY_XMIN = Table.of(Note.class, Long.class)
                .named("notes")
                .column("version", "xmin")
                .type("version", PostgresXmin.TYPE)
                .versions(VersionSource.DATABASE)
                .unversioned("seen");

        static Note of(long id) {
            return new Note(id, "first", "", 0);
        }

        Note with(String newText) {
            return new Note(id, newText, seen, version);
        }
    }

    private record Page(long id, String text, Instant changed) {

        static final Table<Page, Long> TABLE =
                Table.of(Page.class, Long.class).named("pages").version("changed");

        Page with(String newText) {
            return new Page(id, newText, changed);
        }
    }

    @Test
    void lines_standOnThePage() throws IOException {
        String page = Files.readString(PAGE).replaceAll("\\s+", " ");

        assertThat(Arrays.stream(VersionsPageTest.class.getDeclaredMethods()).flatMap(method -> line(method).stream()))
                .hasSizeGreaterThan(10)
                .allSatisfy(line -> assertThat(page).contains(line));
    }

    private static Optional<String> line(Method method) {
        return Optional.ofNullable(method.getAnnotation(DisplayName.class)).map(DisplayName::value);
    }

    private static void createNotes() {
        POSTGRES.drop("notes");
        POSTGRES.execute("CREATE TABLE notes (id bigint PRIMARY KEY, text varchar(50), seen varchar(50))");
    }

    private static VersionedRepository<Note, Long> notes() {
        createNotes();
        return POSTGRES.repository(Note.BY_XMIN);
    }

    @Test
    @DisplayName("It changes with *every* write of the row, also of unversioned columns.")
    void xmin_unversioned() {
        VersionedRepository<Note, Long> notes = notes();
        Note held = notes.insert(Note.of(7));

        Note seen = notes.writeUnversioned(7L, Map.of("seen", "monday"));

        assertThat(seen.version()).isNotEqualTo(held.version());
        assertThat(notes.tryUpdate(held)).isInstanceOf(Conflict.class);
    }

    @Test
    @DisplayName("Two writes of one transaction leave one version.")
    void xmin_twoWrites() {
        VersionedRepository<Note, Long> notes = notes();
        Note held = notes.insert(Note.of(7));

        POSTGRES.database().useTransaction(transaction -> {
            VersionedRows<Note, Long> rows = transaction.rows(Note.BY_XMIN);
            Note second = rows.update(held.with("second"));
            assertThat(rows.update(second.with("third")).version()).isEqualTo(second.version());
        });
    }

    @Test
    @DisplayName("the one that is written last erases what the other wrote")
    void xmin_secondCopyErases() {
        VersionedRepository<Note, Long> notes = notes();
        notes.insert(Note.of(7));

        POSTGRES.database().useTransaction(transaction -> {
            VersionedRows<Note, Long> rows = transaction.rows(Note.BY_XMIN);
            Note both = rows.update(rows.get(7L).with("read twice"));
            rows.update(both.with("of the first copy"));
            rows.update(new Note(7, both.text(), both.seen(), both.version()));
        });

        assertThat(notes.get(7L).text()).isEqualTo("read twice");
    }

    @Test
    @DisplayName("Views have none.")
    void xmin_views() {
        createNotes();
        POSTGRES.execute("CREATE OR REPLACE VIEW shown_notes AS SELECT * FROM notes");
        Table<Note, Long> view = Note.BY_XMIN.named("shown_notes");

        assertThatThrownBy(() -> POSTGRES.database().verify(view)).isInstanceOf(MappingException.class);
        assertThatThrownBy(() -> POSTGRES.repository(view).find(7L)).isInstanceOf(DatabaseException.class);
    }

    private static VersionedRepository<Note, Long> partitioned(Table<Note, Long> table) {
        POSTGRES.drop("notes");
        POSTGRES.execute(
                "CREATE TABLE notes (id bigint PRIMARY KEY, text varchar(50), seen varchar(50)) PARTITION BY HASH (id)",
                "CREATE TABLE notes_0 PARTITION OF notes FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        return POSTGRES.repository(table);
    }

    @Test
    @DisplayName("A partitioned table answers none to an INSERT: declare it with `readBack()`.")
    void xmin_partitioned() {
        VersionedRepository<Note, Long> bare = partitioned(Note.BY_XMIN);
        assertThatThrownBy(() -> bare.insert(Note.of(7))).isInstanceOf(DatabaseException.class);
        assertThat(POSTGRES.query("SELECT count(*) FROM notes")).containsExactly("0");

        Table<Note, Long> table = Note.BY_XMIN.readBack();
        VersionedRepository<Note, Long> notes = partitioned(table);
        Note first = notes.insert(Note.of(7));
        Note second = notes.update(first.with("second"));

        assertThat(notes.tryUpdate(first)).isEqualTo(new Conflict<>(table, 7L, first.version(), first, second));
    }

    public interface NoteStatements {
        @VersionCheck
        @SqlUpdate("UPDATE notes SET text = :text WHERE id = :id AND xmin = :version")
        int rename(long id, long version, String text);
    }

    @Test
    @DisplayName("A `@VersionCheck` statement binds a `bigint`, so times, UUIDs and `xmin` are for the other ways")
    void versionCheck_xmin() {
        Note held = notes().insert(Note.of(7));
        Jdbi jdbi = Jdbi.create(POSTGRES.dataSource())
                .installPlugin(new SqlObjectPlugin())
                .installPlugin(new VersionedPlugin().withTables(Note.BY_XMIN));

        assertThatThrownBy(() -> jdbi.onDemand(NoteStatements.class).rename(7, held.version(), "second"))
                .isInstanceOfSatisfying(
                        UnableToExecuteStatementException.class,
                        refused -> assertThat(((SQLException) refused.getCause()).getSQLState())
                                .isEqualTo("42883")); // no operator compares them
        assertThat(POSTGRES.query("SELECT text FROM notes")).containsExactly("first");
    }

    private static void stampedBy(String time) {
        POSTGRES.drop("pages");
        POSTGRES.execute(
                "CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed timestamptz NOT NULL)",
                "CREATE OR REPLACE FUNCTION stamp_now() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed := "
                        + time + "; RETURN NEW; END'",
                "CREATE TRIGGER stamp_now BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION stamp_now()");
    }

    @Test
    @DisplayName("(`now()` would not do: it is the time at which the transaction began, so that two writes of one"
            + " transaction, or of two that began in the same microsecond, would leave the same version.")
    void now_twiceInOneTransaction() {
        stampedBy("now()");
        Table<Page, Long> table = Page.TABLE.versions(VersionSource.DATABASE);
        VersionedRepository<Page, Long> pages = POSTGRES.repository(table);
        Page held = pages.insert(new Page(7, "first", Instant.EPOCH));

        assertThatThrownBy(() -> POSTGRES.database().useTransaction(transaction -> {
                    VersionedRows<Page, Long> rows = transaction.rows(table);
                    Page second = rows.update(held.with("second"));
                    rows.update(second.with("third"));
                }))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("must make a new one at each write");
        assertThat(pages.get(7L)).isEqualTo(held);
    }

    /** A transaction that began before the row was written gives it an earlier time: a change all the same. */
    @Test
    @DisplayName("`now()` of PostgreSQL is the time at which the transaction began, and may be earlier than the version"
            + " before.")
    void now_earlierTime() throws SQLException {
        POSTGRES.drop("pages");
        POSTGRES.execute("CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed timestamptz NOT NULL)");
        Table<Page, Long> table = Page.TABLE.versions(VersionSource.TIME);
        VersionedRepository<Page, Long> pages = POSTGRES.repository(table);
        Page first = pages.insert(new Page(7, "first", Instant.EPOCH));
        Page second;
        try (Connection connection = POSTGRES.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT now()");
            second = pages.update(first.with("second"));
            statement.execute("UPDATE pages SET text = 'theirs', changed = now()");
            connection.commit();
        }

        Page theirs = pages.get(7L);
        assertThat(theirs.changed()).isBefore(second.changed());
        assertThat(pages.tryUpdate(second.with("mine")))
                .isEqualTo(new Conflict<>(table, 7L, table.version(second), second.with("mine"), theirs));
        Page mine = pages.update(theirs.with("mine"));
        assertThat(pages.tryUpdate(theirs.with("late")))
                .isEqualTo(new Conflict<>(table, 7L, table.version(theirs), theirs.with("late"), mine));
    }

    @Test
    @DisplayName(
            "There, and with `ON UPDATE` of H2, an UPDATE that changes no value is none, and leaves the time as it was;"
                    + " Ifmatch then says that no new version was made.")
    void onUpdate_ofH2() {
        H2.execute(
                "DROP TABLE IF EXISTS pages",
                "CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed timestamp(6) with time zone"
                        + " DEFAULT current_timestamp(6) ON UPDATE current_timestamp(6) NOT NULL)");
        VersionedRepository<Page, Long> pages = H2.repository(Page.TABLE.versions(VersionSource.DATABASE));
        Page held = pages.insert(new Page(7, "first", Instant.EPOCH));

        assertThatThrownBy(() -> pages.update(held))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("must make a new one at each write");
        assertThat(pages.get(7L)).isEqualTo(held);
    }

    private record Numbered(long id, String text, long version) {

        static Table<Numbered, Long> by(VersionSource source) {
            Table<Numbered, Long> table = Table.of(Numbered.class, Long.class).named("numbered");
            return source == VersionSource.COMPARED ? table.comparing() : table.versions(source);
        }
    }

    private static Table<?, Long> by(VersionSource source) {
        return source == VersionSource.TIME ? Page.TABLE.versions(source) : Numbered.by(source);
    }

    @ParameterizedTest(name = "{displayName} {0}")
    @EnumSource(
            value = VersionSource.class,
            names = {"DATABASE", "TIME", "RANDOM", "COMPARED"})
    @DisplayName("There is no [guard](guard.md)*, which could not tell which version must come next.")
    void guard_refused(VersionSource source) {
        assertThatThrownBy(() -> Guard.of(by(source)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("or which one must come next is not known");
    }

    @ParameterizedTest(name = "{displayName} {0}")
    @EnumSource(
            value = VersionSource.class,
            names = {"DATABASE", "TIME", "RANDOM", "COMPARED"})
    @DisplayName("None can be adopted where it is NULL.")
    void null_notAdopted(VersionSource source) {
        assertThatThrownBy(() -> by(source).adoptNullVersions()).isInstanceOf(MappingException.class);
    }

    static Stream<TestDatabase> withoutMicroseconds() {
        return Stream.of(
                new SqliteTestDatabase(new SqliteDialect()),
                new SqliteTestDatabase(Dialect.STANDARD),
                new DerbyTestDatabase(new DerbyDialect()),
                new DerbyTestDatabase(Dialect.STANDARD));
    }

    /** On HSQLDB the contract shows it. */
    @ParameterizedTest(name = "{displayName}")
    @MethodSource("withoutMicroseconds")
    @DisplayName("Not on SQLite, whose clock has milliseconds, not on Derby, whose timestamps have nine digits, not on"
            + " HSQLDB,")
    void time_refused(TestDatabase database) {
        database.drop("pages");
        database.execute(
                "CREATE TABLE pages (id bigint NOT NULL PRIMARY KEY, text varchar(50), changed {instant(6)} NOT NULL)");

        assertThatThrownBy(() -> database.database().verify(Page.TABLE.versions(VersionSource.TIME)))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the version changed must be a timestamp that keeps microseconds");
    }

    @Test
    @DisplayName(
            "A row that was changed and changed back is unchanged*, and so is one that was deleted and inserted again"
                    + " with the same values.")
    void compared_changedBack() {
        H2.execute("DROP TABLE IF EXISTS numbered", "CREATE TABLE numbered (id bigint PRIMARY KEY, text varchar(50))");
        Table<Numbered, Long> table = Numbered.by(VersionSource.COMPARED);
        VersionedRepository<Numbered, Long> rows = H2.repository(table);
        Numbered held = rows.insert(new Numbered(7, "first", 0));
        Numbered other = rows.update(new Numbered(7, "second", held.version()));
        rows.update(new Numbered(7, "first", other.version()));
        rows.delete(rows.get(7L));
        rows.insert(new Numbered(7, "first", 0));

        assertThat(rows.tryDelete(held)).isEqualTo(new Applied<>(held));
    }

    @Test
    @DisplayName("Other dialects refuse such a table when it is first used.")
    void compared_otherDialects() {
        for (TestDatabase database :
                List.of(new H2TestDatabase(Dialect.STANDARD), new SqliteTestDatabase(new SqliteDialect()))) {
            database.drop("numbered");
            database.execute("CREATE TABLE numbered (id bigint PRIMARY KEY, text varchar(50))");

            assertThatThrownBy(() -> database.repository(Numbered.by(VersionSource.COMPARED))
                            .find(7L))
                    .isInstanceOf(MappingException.class);
        }
    }
}
