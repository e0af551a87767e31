package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.AccountContract;
import io.github.ifmatch.type.VersionSource;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Versions that are set to the time: each is later than the one before, whatever the clock shows. */
public abstract class TimeVersionsContract extends AccountContract {

    private record Page(long id, String text, long edition, Instant changed) {

        static Page of(long id, String text) {
            return new Page(id, text, 1, Instant.EPOCH);
        }

        Page with(String newText) {
            return new Page(id, newText, edition, changed);
        }
    }

    private static final Table<Page, Long> COUNTED =
            Table.of(Page.class, Long.class).named("pages").version("edition");
    private static final Table<Page, Long> TABLE = COUNTED.version("changed").versions(VersionSource.TIME);

    private final List<Page> states = new ArrayList<>();
    private Database of;
    private VersionedRepository<Page, Long> rows;

    @BeforeEach
    void makeRows() {
        needs(Feature.MICROSECONDS);
        create("{instant(6)}");
        of = database.database();
        rows = database.repository(TABLE);
    }

    private void create(String type) {
        database.drop("pages");
        database.execute(
                "CREATE TABLE pages (id {identity}, text varchar(50) NOT NULL, edition bigint NOT NULL, changed " + type
                        + " NOT NULL)");
    }

    /** Another state of the row than all before, as it stands in the table. */
    private Page stored(Page row) {
        assertThat(states.stream().filter(state -> state.id() == row.id()).map(Page::changed))
                .doesNotContain(row.changed());
        assertThat(rows.find(row.id())).contains(row);
        states.add(row);
        return row;
    }

    private Page later(Page row) {
        Page before = states.get(states.size() - 1);
        assertThat(stored(row).changed()).isAfter(before.changed());
        return row;
    }

    /** Another program sets the time of a row that it counts by another column. */
    private Page setByOthers(long id, Instant changed) {
        VersionedRepository<Page, Long> others = database.repository(COUNTED);
        return others.patch(id, others.get(id).edition(), Map.of("changed", changed));
    }

    private static Instant afterwards(Instant time, int micros) {
        return time.plus(micros, ChronoUnit.MICROS);
    }

    /** The clock of this server is behind the one that wrote last: each write is a microsecond later, and none is the one before. */
    @Test
    void aheadOfTheClock() {
        Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
        Page inserted = rows.insert(Page.of(7, "text"));
        setByOthers(7, ahead);
        Page held = rows.get(7L);

        assertThat(rows.update(held.with("first")).changed()).isEqualTo(afterwards(ahead, 1));
        assertThat(rows.touch(rows.get(7L)).changed()).isEqualTo(afterwards(ahead, 2));
        assertThat(rows.overwrite(inserted, "test").changed()).isEqualTo(afterwards(ahead, 3));
        assertThat(rows.updateWhere(Map.of("text", "second"), "id = ?", 7)).isEqualTo(1);
        assertThat(rows.get(7L).changed()).isEqualTo(afterwards(ahead, 4));
        assertThat(rows.updateAll(List.of(rows.get(7L).with("third"))))
                .extracting(Page::changed)
                .containsExactly(afterwards(ahead, 5));
        assertThat(rows.tryUpdate(held)).isInstanceOf(Conflict.class);
        assertThat(rows.tryUpdateAll(List.of(held))).hasOnlyElementsOfType(Conflict.class);
    }

    /** A write may take less than the clock's step. */
    @Test
    void oneAfterTheOther() {
        Page row = stored(rows.insert(Page.of(7, "text")));
        for (int i = 0; i < 200; i++) {
            row = later(i % 2 == 0 ? rows.touch(row) : rows.overwrite(row, "test"));
        }
        assertThat(row.changed()).isCloseTo(Instant.now(), within(40, ChronoUnit.MINUTES));
    }

    /** A row that the caller has made, whose time is none that a column keeps, is written all the same. */
    @Test
    void overwrite_ofAnotherPrecision() {
        Page first = stored(rows.insert(Page.of(7, "text")));

        for (Instant changed : List.of(Instant.parse("2020-01-01T00:00:00.123456789Z"), Instant.MAX)) {
            Page written = later(rows.overwrite(new Page(7, "mine", 1, changed), "test"));
            assertThat(written.text()).isEqualTo("mine");
        }
        assertThat(rows.tryUpdate(first)).isInstanceOf(Conflict.class);
    }

    /** Whatever number a client sends, a row that is not at it is not taken for one that is. */
    @Test
    void forgedVersions() {
        Page page = rows.insert(Page.of(7, "text"));
        long last = TABLE.version(new Page(7, "", 0, Instant.parse("9999-12-31T23:59:59.999999Z")));

        for (long version : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 0, -1, last + 1}) {
            assertThat(rows.tryPatch(7L, version, Map.of("text", "forged"))).isInstanceOf(Conflict.class);
            assertThat(rows.tryPatch(7L, version, Map.of())).isInstanceOf(Conflict.class);
            assertThat(rows.tryDelete(7L, version)).isInstanceOf(Conflict.class);
        }
        assertThatThrownBy(() -> rows.tryPatch(7L, last, Map.of("text", "forged")))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "pages 7: version " + last + " is the last that a component of type java.time.Instant can hold;"
                                + " give the version a wider type. Nothing was written.");
        assertThat(rows.get(7L)).isEqualTo(page);
    }

    /** Who holds a state of the first life does not take the second for it, also where the clock is behind. */
    @Test
    void deletedAndInsertedAgain() {
        for (int life = 0; life < 10; life++) {
            Page row =
                    states.isEmpty() ? stored(rows.insert(Page.of(7, "text"))) : later(rows.insert(Page.of(7, "text")));
            for (Page held : states.subList(0, states.size() - 1)) {
                assertThat(rows.tryDelete(held)).isInstanceOf(Conflict.class);
            }
            if (life == 5) {
                row = later(setByOthers(7, row.changed().plusSeconds(2)));
            }
            rows.delete(row);
        }
    }

    /** More than one statement takes, each row at a version of its own. */
    @Test
    void batch_ofManyRows() {
        List<Page> first = rows.insertAll(IntStream.rangeClosed(1, 1_500)
                .mapToObj(i -> Page.of(i, "text"))
                .toList());

        List<Page> second =
                rows.updateAll(first.stream().map(row -> row.with("more")).toList());

        assertThat(rows.findAll(second.stream().map(Page::id).toList())).containsExactlyElementsOf(second);
        assertThat(second).allSatisfy(row -> assertThat(row.text()).isEqualTo("more"));
        for (int i = 0; i < first.size(); i++) {
            assertThat(second.get(i).changed()).isAfter(first.get(i).changed());
        }
    }

    /** Another program has set an earlier time: that the snapshot shows a later one does not make it the newer row. */
    @Test
    void oldSnapshot_ofALaterTime() throws Exception {
        Page first = rows.insert(Page.of(7, "a"));

        try (Connection connection = begin(Isolation.REPEATABLE_READ)) {
            VersionedRows<Page, Long> old = rows.on(connection);
            assertThat(old.get(7L)).isEqualTo(first);
            setByOthers(7, first.changed().minusSeconds(60));
            Page second = rows.get(7L);

            assertThatThrownBy(() -> old.tryUpdate(second.with("b"))).isInstanceOf(SerializationException.class);
            connection.rollback();
        }
    }

    private record Local(long id, String text, LocalDateTime changed) {}

    private record Zoned(long id, String text, OffsetDateTime changed) {}

    private <R> void assertVersioned(String type, Class<R> rowType, R row) {
        database.drop("pages");
        database.execute("CREATE TABLE pages (id bigint PRIMARY KEY, text varchar(50), changed " + type + " NOT NULL)");
        Table<R, Long> table =
                Table.of(rowType, Long.class).named("pages").version("changed").versions(VersionSource.TIME);
        of.verify(table);
        VersionedRepository<R, Long> pages = database.repository(table);

        R first = pages.insert(row);
        R second = pages.update(table.with(first, Map.of("text", "second")));
        R third = pages.updateAll(List.of(second)).get(0);
        R fourth = pages.overwrite(table.with(first, Map.of("text", "fourth")), "test");

        assertThat(Stream.of(first, second, third, fourth).map(table::version))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Instant.EPOCH.plus(table.version(fourth), ChronoUnit.MICROS))
                .isCloseTo(Instant.now(), within(40, ChronoUnit.MINUTES)); // of UTC
        assertThat(pages.tryUpdate(second)).isEqualTo(new Conflict<>(table, 1L, table.version(second), second, fourth));
        assertThat(pages.delete(fourth)).isEqualTo(fourth);
    }

    @Test
    void componentsOfOtherTypes() {
        assertVersioned("{timestamp(6)}", Local.class, new Local(1, "first", LocalDateTime.MIN));
        assertVersioned("{instant(6)}", Zoned.class, new Zoned(1, "first", OffsetDateTime.MIN));
    }

    /** The time that is stored is not the one that was set: two writes may leave the same one. */
    @Test
    void tooCoarse() {
        needs(Feature.TIMES_SHORTENED);
        create("{instant(3)}");
        Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Page page = database.repository(COUNTED).insert(new Page(7, "a", 1, ahead));

        assertThatThrownBy(() -> of.verify(TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(
                        "the version changed must be a timestamp that keeps microseconds, no more and no less:"
                                + " two writes within one of its steps would leave one version");
        assertThatThrownBy(() ->
                        of.inTransaction(transaction -> transaction.rows(TABLE).update(page.with("b"))))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(" the row shows version " + TABLE.version(page));
        assertThat(rows.get(7L)).isEqualTo(page);
    }

    @Test
    void declaration() {
        assertThat(TABLE.versions()).isEqualTo(VersionSource.TIME);
        assertThat(VersionSource.TIME.isOrdered()).isFalse();
        of.verify(TABLE);
        assertThatThrownBy(() -> Guard.of(TABLE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(TABLE::adoptNullVersions)
                .isInstanceOf(MappingException.class)
                .hasMessage("pages (Page): versions that are set to the time cannot be adopted where they are NULL");
        assertThatThrownBy(() -> database.repository(COUNTED.versions(VersionSource.TIME)))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "pages (Page): the version edition must be an Instant, OffsetDateTime or LocalDateTime: long; if"
                                + " it has another name, say so with version(…): changed");
        assertThatThrownBy(() -> database.repository(COUNTED.version("changed")))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "pages (Page): the version changed is a time; say who sets it: versions(VersionSource.TIME), or,"
                                + " if the database does, versions(VersionSource.DATABASE)");
    }

    @Test
    void declaration_zoneOfTheColumn() {
        Function<Class<?>, Table<?, Long>> declared = type ->
                Table.of(type, Long.class).named("pages").version("changed").versions(VersionSource.TIME);
        boolean hasZones = !database.sql("{instant(6)}").equals(database.sql("{timestamp(6)}"));

        assertThat(hasZones).isEqualTo(codes(declared.apply(Local.class)).contains("version-zone"));
        create("{timestamp(6)}");
        assertThat(hasZones).isEqualTo(codes(TABLE).contains("version-zone"));
        assertThat(codes(declared.apply(Local.class))).doesNotContain("version-zone");
    }

    private List<String> codes(Table<?, ?> table) {
        return of.inspect(table).all().stream().map(finding -> finding.code()).toList();
    }

    @Test
    void verify_nullable() {
        database.drop("pages");
        database.execute(
                "CREATE TABLE pages (id {identity}, text varchar(50) NOT NULL, edition bigint NOT NULL, changed"
                        + " {instant(6)})");

        assertThatThrownBy(() -> of.verify(TABLE))
                .isInstanceOf(MappingException.class)
                .hasMessage("pages (Page) does not fit the database: the version changed must be NOT NULL");
    }
}
