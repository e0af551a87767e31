package io.github.ifmatch.testkit.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.mapping.ArraysContract;
import io.github.ifmatch.testkit.sample.Sample;
import io.github.ifmatch.type.ColumnType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Batches of tables that are not like accounts: their ids, names, types and roles of columns. */
public abstract class BatchTypesContract extends Contract {

    /** Inserts, updates and deletes the rows in a mixed order; each time they come back as they were given. */
    private <R, ID> void roundTrip(VersionedRepository<R, ID> repository, List<R> rows, List<R> changed) {
        List<R> inserted = repository.insertAll(rows);
        assertThat(inserted)
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(rows);
        List<R> mine = new ArrayList<>(changed);
        Collections.shuffle(mine, new Random(7));
        List<R> updated = repository.updateAll(mine);
        assertThat(updated).usingRecursiveComparison().ignoringFields("version").isEqualTo(mine);
        assertThat(repository.tryUpdateAll(mine)).allMatch(Conflict.class::isInstance);
        assertThat(repository.deleteAll(updated)).usingRecursiveComparison().isEqualTo(updated);
    }

    private record Place(String room, int seat) {}

    private record Seat(Place place, String guest, short version) {}

    @Test
    void compositeIds() {
        database.drop("seats");
        database.execute(
                "CREATE TABLE seats (room varchar(10), seat integer, guest varchar(20), version smallint NOT NULL,"
                        + " PRIMARY KEY (room, seat))");
        List<Seat> rows = IntStream.range(0, 30)
                .mapToObj(i -> new Seat(new Place("room " + i % 3, i), "guest " + i, (short) 0))
                .toList();

        roundTrip(
                database.repository(
                        Table.of(Seat.class, Place.class).named("seats").id("place")),
                rows,
                rows.stream()
                        .map(row -> new Seat(row.place(), "other", (short) 1))
                        .toList());
    }

    private record Token(UUID id, Integer uses, int version) {}

    @Test
    void uuidIds() {
        needs(Feature.UUIDS);
        database.drop("tokens");
        database.execute("CREATE TABLE tokens (id {uuid} PRIMARY KEY, uses integer, version integer NOT NULL)");
        List<Token> rows = IntStream.range(0, 30)
                .mapToObj(i -> new Token(new UUID(i * 0x9E3779B97F4A7C15L, i), i % 5 == 0 ? null : i, 0))
                .toList();

        roundTrip(
                database.repository(Table.of(Token.class, UUID.class).named("tokens")),
                rows,
                rows.stream().map(row -> new Token(row.id(), null, 1)).toList());
    }

    private record Padded(String id, String label, long version) {}

    /** Padding makes the ids differ in Java, and not in the database. */
    @Test
    void idsThatOnlyTheDatabaseCanCompare() {
        needs(Feature.BLANKS_IGNORED);
        database.drop("padded");
        database.execute(
                "CREATE TABLE padded (id char(4) PRIMARY KEY, label varchar(20), version bigint NOT NULL)",
                "INSERT INTO padded VALUES ('a', 'x', 1), ('b', 'x', 2)");
        VersionedRepository<Padded, String> padded =
                database.repository(Table.of(Padded.class, String.class).named("padded"));

        var outcomes = padded.tryUpdateAll(
                List.of(new Padded("b", "mine", 1), new Padded("a", "mine", 1), new Padded("c", "mine", 1)));

        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        Conflict.class,
                        conflict -> assertThat(conflict.currentVersion()).isEqualTo(2));
        assertThat(outcomes.get(1)).isInstanceOf(Applied.class);
        assertThat(outcomes.get(1).orElseThrow().label()).isEqualTo("mine");
        assertThat(outcomes.get(2)).isInstanceOf(Missing.class);
    }

    private record Ticket(long id, int order, String seatNo, long version) {}

    @Test
    void reservedAndMixedCaseNames() {
        database.drop("{'Ticket'}");
        database.execute("CREATE TABLE {'Ticket'} (id bigint PRIMARY KEY, {'order'} integer, {'seatNo'} varchar(20),"
                + " version bigint NOT NULL)");
        List<Ticket> rows = IntStream.range(1, 20)
                .mapToObj(i -> new Ticket(i, i, "s" + i, 0))
                .toList();

        roundTrip(
                database.repository(
                        Table.of(Ticket.class, Long.class).named("Ticket").column("seatNo", "seatNo")),
                rows,
                rows.stream().map(row -> new Ticket(row.id(), 9, "t", 1)).toList());
    }

    private record Roles(long id, int amount, Integer twice, String seen, Long version) {}

    @Test
    void generatedUnversionedAndNullVersions() {
        database.drop("roles_of");
        database.execute(
                "CREATE TABLE roles_of (id bigint PRIMARY KEY, amount integer, twice integer GENERATED ALWAYS AS"
                        + " (amount * 2) {stored}, seen varchar(20), version bigint)",
                "INSERT INTO roles_of (id, amount, seen, version) VALUES (1, 1, 'a', NULL), (2, 2, 'b', 5)");
        VersionedRepository<Roles, Long> roles = database.repository(Table.of(Roles.class, Long.class)
                .named("roles_of")
                .generated("twice")
                .unversioned("seen")
                .adoptNullVersions());

        List<Roles> updated =
                roles.updateAll(List.of(new Roles(2, 20, null, "lost", 5L), new Roles(1, 10, null, "lost", null)));

        assertThat(updated).containsExactly(new Roles(2, 20, 40, "b", 6L), new Roles(1, 10, 20, "a", 1L));
        assertThat(roles.insertAll(List.of(new Roles(3, 3, null, "c", 0L))))
                .containsExactly(new Roles(3, 3, 6, "c", 1L));
    }

    private record Odd(long id, OffsetDateTime at, double amount, LocalDateTime when, long version) {}

    /** Values whose text would mean something else to their columns: what a batch stores is what a single write stores. */
    @Test
    void valuesOfAnotherType_asSingleWrites() {
        needs(Feature.EXACT_NUMBERS, Feature.WIDE_YEARS);
        database.drop("odd");
        database.execute("CREATE TABLE odd (id bigint PRIMARY KEY, {'at'} {timestamp(6)}, amount numeric(30, 20),"
                + " {'when'} {timestamp(6)}, version bigint NOT NULL)");
        VersionedRepository<Odd, Long> odd =
                database.repository(Table.of(Odd.class, Long.class).named("odd"));
        OffsetDateTime at = OffsetDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneOffset.ofHours(9));
        LocalDateTime when = LocalDateTime.of(12_345, 1, 1, 0, 0);
        Odd single = odd.insert(new Odd(1, at, 0.1 + 0.2, when, 0));

        Odd batched = odd.insertAll(List.of(new Odd(2, at, 0.1 + 0.2, when, 0))).get(0);
        Odd updated = odd.updateAll(List.of(new Odd(2, at, 0.1 + 0.2, when, 1))).get(0);

        assertThat(batched).usingRecursiveComparison().ignoringFields("id").isEqualTo(single);
        assertThat(updated)
                .usingRecursiveComparison()
                .ignoringFields("id", "version")
                .isEqualTo(single);
    }

    private record Wrapped(String text) {}

    private record Noted(long id, Wrapped note, BigDecimal price, long version) {}

    /** A type of one's own that binds by itself. */
    private static final class WrappedType implements ColumnType<Wrapped> {

        @Override
        public void bind(PreparedStatement statement, int index, Wrapped value) throws SQLException {
            statement.setString(index, value == null ? null : value.text());
        }

        @Override
        public Wrapped read(ResultSet row, int index) throws SQLException {
            String text = row.getString(index);
            return text == null ? null : new Wrapped(text);
        }
    }

    private static final String ALPHABET = "a B{}\\\",'\n\t;%$1?:-NULL\u0130\uD83C\uDF89";

    private static String text(Random random) {
        int[] points = ALPHABET.codePoints().toArray();
        return random.ints(random.nextInt(12), 0, points.length)
                .collect(StringBuilder::new, (text, at) -> text.appendCodePoint(points[at]), StringBuilder::append)
                .toString();
    }

    @Test
    void anyText_throughTypeOfOnesOwn() {
        database.drop("noted");
        database.execute("CREATE TABLE noted (id {identity}, note varchar(50),"
                + " price numeric(12, 2), version bigint NOT NULL)");
        Random random = new Random(4711);
        List<Noted> rows = IntStream.rangeClosed(1, 500)
                .mapToObj(i -> new Noted(
                        i,
                        i % 7 == 0 ? null : new Wrapped(text(random)),
                        i % 11 == 0
                                ? null
                                : BigDecimal.valueOf(10L * i + 1, 2), // no 0 at its end, which SQLite would leave out
                        0))
                .toList();

        roundTrip(
                database.repository(
                        Table.of(Noted.class, Long.class).named("noted").type("note", new WrappedType())),
                rows,
                rows.stream()
                        .map(row -> new Noted(row.id(), new Wrapped(text(random)), row.price(), 1))
                        .toList());
    }

    @Test
    void arrays() {
        needs(Feature.ARRAYS);
        ArraysContract.samples().forEach(sample -> {
            database.drop("samples");
            database.execute("CREATE TABLE samples (id bigint PRIMARY KEY, sample " + sample.sqlType()
                    + ", version bigint NOT NULL)");
            List<Object> values = new ArrayList<>(sample.valuesAndNulls());
            List<Sample.Row> rows = new ArrayList<>();
            values.forEach(value -> rows.add(new Sample.Row(rows.size() + 1, value, 0)));
            Collections.rotate(values, 1);
            List<Sample.Row> changed = new ArrayList<>();
            values.forEach(value -> changed.add(new Sample.Row(changed.size() + 1, value, 1)));

            roundTrip(database.repository(sample.table()), rows, changed);
        });
    }

    private enum Mood {
        GOOD,
        BAD
    }

    private record Day(long id, Mood mood, long version) {}

    @Test
    void enums() {
        String type = database.has(Feature.NATIVE_ENUMS) ? database.enumType("mood", "GOOD", "BAD") : "varchar(10)";
        database.drop("days");
        database.execute("CREATE TABLE days (id bigint PRIMARY KEY, mood " + type + ", version bigint NOT NULL)");
        List<Day> rows = List.of(new Day(1, Mood.GOOD, 0), new Day(2, null, 0), new Day(3, Mood.BAD, 0));

        roundTrip(
                database.repository(Table.of(Day.class, Long.class).named("days")),
                rows,
                List.of(new Day(3, Mood.GOOD, 1), new Day(1, null, 1), new Day(2, Mood.BAD, 1)));
    }
}
