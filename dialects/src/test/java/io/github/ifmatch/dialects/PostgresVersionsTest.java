package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.VersionSource;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Versions that PostgreSQL makes: {@code xmin}, and times and UUIDs of a trigger. */
class PostgresVersionsTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private record Note(long id, String text, int count, long version) {

        static final Table<Note, Long> TABLE = Table.of(Note.class, Long.class)
                .named("notes")
                .column("version", "xmin")
                .type("version", PostgresXmin.TYPE)
                .versions(VersionSource.DATABASE);

        Note with(String newText) {
            return new Note(id, newText, count, version);
        }
    }

    private static VersionedRepository<Note, Long> notes() {
        DATABASE.drop("notes");
        DATABASE.execute("CREATE TABLE notes (id bigint PRIMARY KEY, text varchar(50), count integer)");
        return DATABASE.repository(Note.TABLE);
    }

    private static Note note(long id) {
        return new Note(id, "draft", 0, 0);
    }

    /** Such an INSERT answers no system's column; the row is read back. */
    @Test
    void xmin_partitioned() {
        DATABASE.drop("notes");
        DATABASE.execute(
                "CREATE TABLE notes (id bigint PRIMARY KEY, text varchar(50), count integer) PARTITION BY HASH (id)",
                "CREATE TABLE notes_0 PARTITION OF notes FOR VALUES WITH (MODULUS 2, REMAINDER 0)",
                "CREATE TABLE notes_1 PARTITION OF notes FOR VALUES WITH (MODULUS 2, REMAINDER 1)");
        Table<Note, Long> table = Note.TABLE.readBack();
        VersionedRepository<Note, Long> notes = DATABASE.repository(table);

        Note first = notes.insert(note(7));
        Note second = notes.update(first.with("text"));

        assertThat(notes.tryUpdate(first)).isEqualTo(new Conflict<>(table, 7L, first.version(), first, second));
    }

    /** Of a number of more bits a server could take those that fit. */
    @Test
    void xmin_tooLarge() {
        VersionedRepository<Note, Long> notes = notes();
        Note first = notes.insert(note(7));

        assertThat(notes.tryDelete(7L, first.version() + (1L << 32))).isInstanceOf(Conflict.class);
        assertThat(notes.tryDelete(7L, -1)).isInstanceOf(Conflict.class);
        assertThat(notes.get(7L)).isEqualTo(first);
    }

    private record Doc(long id, String text, UUID token) {

        Doc with(String newText) {
            return new Doc(id, newText, token);
        }
    }

    private static final UUID NIL = new UUID(0, 0);

    private static Table<Doc, Long> docs(VersionSource source, String type) {
        DATABASE.drop("docs");
        DATABASE.execute(
                "CREATE TABLE docs (id bigint PRIMARY KEY, text varchar(50), token " + type + " NOT NULL)",
                "CREATE OR REPLACE FUNCTION renew() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.token := gen_random_uuid(); RETURN NEW; END'");
        if (source == VersionSource.DATABASE) {
            DATABASE.execute(
                    "CREATE TRIGGER renew BEFORE INSERT OR UPDATE ON docs FOR EACH ROW EXECUTE FUNCTION renew()");
        }
        return Table.of(Doc.class, Long.class).named("docs").version("token").versions(source);
    }

    private static void assertTokens(Table<Doc, Long> table) {
        VersionedRepository<Doc, Long> docs = DATABASE.repository(table);
        DATABASE.database().verify(table);

        Doc first = docs.insert(new Doc(7, "first", NIL));
        Doc second = docs.update(first.with("second"));
        Doc third = docs.patch(7L, table.version(second), Map.of("text", "third"));
        Doc fourth = docs.touch(third);
        Doc fifth = docs.overwrite(first.with("fifth"), "test");

        assertThat(docs.find(7L)).contains(fifth);
        assertThat(List.of(first, second, third, fourth, fifth))
                .extracting(table::version)
                .doesNotHaveDuplicates();
        assertThat(docs.tryUpdate(second)).isEqualTo(new Conflict<>(table, 7L, table.version(second), second, fifth));
        List<Doc> both = docs.updateAll(List.of(fifth, docs.insert(new Doc(8, "other", NIL))));
        assertThat(docs.findAll(List.of(7L, 8L))).isEqualTo(both);
        assertThat(docs.tryUpdateAll(List.of(fifth, both.get(1))))
                .satisfiesExactly(
                        one -> assertThat(one).isInstanceOf(Conflict.class),
                        two -> assertThat(two).isInstanceOf(Applied.class));
        assertThat(docs.delete(both.get(0))).isEqualTo(both.get(0));
    }

    @Test
    void uuid_ofATrigger() {
        assertTokens(docs(VersionSource.DATABASE, "uuid"));
    }

    /** What is compared is what the text says, in whichever case. */
    @Test
    void uuid_inATextColumn() {
        assertTokens(docs(VersionSource.RANDOM, "char(36)")
                .type(
                        "token",
                        ColumnType.of(String.class)
                                .as(UUID::fromString, token -> token.toString().toUpperCase(Locale.ROOT))));
    }

    private record At(long id, String text, Instant changed) {}

    private record AtOffset(long id, String text, OffsetDateTime changed) {}

    /** Who holds an older row could otherwise write over it unnoticed. */
    @Test
    void overwrite_whoseTimeIsLowered() {
        DATABASE.drop("pages");
        DATABASE.execute(
                "CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed timestamptz(6) NOT NULL)",
                "CREATE OR REPLACE FUNCTION lower_time() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.changed := OLD.changed; RETURN NEW; END'",
                "CREATE TRIGGER lower_time BEFORE UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION lower_time()");
        VersionedRepository<At, Long> pages = DATABASE.repository(
                Table.of(At.class, Long.class).named("pages").version("changed").versions(VersionSource.TIME));
        At first = pages.insert(new At(7, "first", Instant.EPOCH));

        assertThatThrownBy(() -> pages.overwrite(new At(7, "second", first.changed()), "test"))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("A trigger or a default changes the version.");
    }

    private record AtLocal(long id, String text, LocalDateTime changed) {}

    private static <R> VersionedRepository<R, Long> pages(Class<R> rowType, String type) {
        DATABASE.drop("pages");
        DATABASE.execute(
                "CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed " + type + " NOT NULL)",
                "CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.changed ="
                        + " greatest(clock_timestamp(), OLD.changed + interval ''1 microsecond''); RETURN NEW; END'",
                "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON pages FOR EACH ROW EXECUTE FUNCTION stamp()");
        return DATABASE.repository(
                Table.of(rowType, Long.class).named("pages").version("changed").versions(VersionSource.DATABASE));
    }

    private static <R> void assertVersioned(VersionedRepository<R, Long> pages, R row) {
        Table<R, Long> table = pages.table();
        DATABASE.database().verify(table);
        R first = pages.insert(row);
        R second = pages.update(table.with(first, Map.of("text", "second")));
        R third = pages.patch(1L, table.version(second), Map.of("text", "third"));
        R fourth = pages.overwrite(table.with(first, Map.of("text", "fourth")), "test");

        assertThat(List.of(first, second, third, fourth).stream().map(table::version))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(pages.tryUpdate(second)).isEqualTo(new Conflict<>(table, 1L, table.version(second), second, fourth));
        assertThat(((Conflict<R>) pages.tryUpdate(second)).rebased())
                .isEqualTo(table.withVersion(second, table.version(fourth)));
        assertThat(pages.tryUpdateAll(List.of(second))).hasOnlyElementsOfType(Conflict.class);
        assertThat(pages.deleteAll(List.of(fourth))).containsExactly(fourth);
    }

    @Test
    void times() {
        assertVersioned(pages(At.class, "timestamptz"), new At(1, "first", Instant.EPOCH));
        assertVersioned(pages(AtOffset.class, "timestamptz"), new AtOffset(1, "first", OffsetDateTime.MIN));
        assertVersioned(pages(AtLocal.class, "timestamp"), new AtLocal(1, "first", LocalDateTime.MIN));
    }

    /** Two writes within one step would leave one version. */
    @Test
    void time_tooCoarse() {
        VersionedRepository<At, Long> pages = pages(At.class, "timestamptz(3)");

        assertThatThrownBy(() -> DATABASE.database().verify(pages.table()))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("the version changed must be a timestamp that keeps microseconds");
    }

    @Test
    void time_notLeftToTheDatabase() {
        Table<At, Long> table = Table.of(At.class, Long.class).named("pages").version("changed");

        assertThatThrownBy(() -> DATABASE.repository(table))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "pages (At): the version changed is a time; say who sets it: versions(VersionSource.TIME), or,"
                                + " if the database does, versions(VersionSource.DATABASE)");
    }

    private static List<String> batches(VersionSource source, boolean isLocked) {
        DATABASE.drop("pages");
        DATABASE.execute("CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed timestamptz NOT NULL,"
                + " version bigint NOT NULL)");
        CountingDataSource counting = CountingDataSource.of(DATABASE.dataSource());
        Database database = DATABASE.database(counting.dataSource());
        Table<Stamped, Long> table = Table.of(Stamped.class, Long.class)
                .named("pages")
                .version(source == VersionSource.TIME ? "changed" : "version")
                .versions(source);
        VersionedRepository<Stamped, Long> pages =
                (isLocked ? database.withLockedBatches() : database).repository(table);
        boolean unused = pages.find(1L).isPresent();
        counting.drain();

        List<Stamped> rows =
                pages.insertAll(List.of(new Stamped(1, "a", Instant.EPOCH, 1), new Stamped(2, "b", Instant.EPOCH, 1)));
        List<Stamped> next = pages.updateAll(rows);
        assertThat(next)
                .extracting(table::version)
                .doesNotContainAnyElementsOf(rows.stream().map(table::version).toList());
        assertThat(pages.findAll(List.of(1L, 2L))).isEqualTo(next);
        assertThat(pages.tryUpdateAll(rows)).hasOnlyElementsOfType(Conflict.class);
        assertThat(pages.deleteAll(next)).isEqualTo(next);
        return counting.drain().stream()
                .filter(sent -> sent.startsWith("WITH") || sent.startsWith("INSERT") || sent.startsWith("UPDATE"))
                .map(sent -> sent.replaceAll("(?s)^WITH .*(INSERT INTO|UPDATE|DELETE FROM) pages .*", "set $1"))
                .toList();
    }

    private record Stamped(long id, String text, Instant changed, long version) {}

    /** Versions that a write gives go with its other values; only what the database makes cannot be known to a set. */
    @ParameterizedTest
    @EnumSource(
            value = VersionSource.class,
            names = {"RANDOM", "TIME", "COUNTER"})
    void batches_areOneStatement(VersionSource source) {
        List<String> sets = List.of("set INSERT INTO", "set UPDATE", "set UPDATE", "set DELETE FROM");

        assertThat(batches(source, false)).isEqualTo(sets);
        assertThat(batches(source, true)).isEqualTo(sets);
    }
}
