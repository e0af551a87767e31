package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.batch.BatchWriter;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.type.VersionSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that an insert leaves to the database where their components are null. */
public abstract class DefaultsContract extends Contract {

    private record Ticket(
            long id,
            @Nullable String status,
            @Nullable Integer priority,
            @Nullable String note,
            @Nullable String seen,
            long version) {

        static Ticket of(long id, @Nullable String status, @Nullable Integer priority) {
            return new Ticket(id, status, priority, null, null, 0);
        }

        Ticket stored(long newId, long newVersion) {
            return new Ticket(
                    newId,
                    status == null ? "open" : status,
                    priority == null ? 3 : priority,
                    note,
                    seen == null ? "never" : seen,
                    newVersion);
        }

        Ticket with(@Nullable String newStatus) {
            return new Ticket(id, newStatus, priority, note, seen, version);
        }
    }

    private static final Table<Ticket, Long> TABLE = Table.of(Ticket.class, Long.class)
            .named("tickets")
            .unversioned("seen")
            .defaults("status", "priority")
            .defaults("seen");

    private VersionedRepository<Ticket, Long> tickets;

    @BeforeEach
    void createTickets() {
        database.drop("tickets");
        database.execute(
                "CREATE TABLE tickets (id {identity}, status varchar(20) DEFAULT 'open', priority integer DEFAULT 3"
                        + " NOT NULL, note varchar(20) DEFAULT 'unused', seen varchar(20) DEFAULT 'never', version bigint NOT NULL)");
        tickets = database.repository(TABLE);
    }

    private static Ticket ticket(long id, int i) {
        return Ticket.of(id, i % 2 == 0 ? null : "new " + i, i % 3 == 0 ? null : i);
    }

    @Test
    void insert() {
        database.database().verify(TABLE);
        for (int i = 0; i < 4; i++) {
            long id = 1_000L * (i + 1);
            Ticket given = ticket(id, i);

            assertThat(tickets.insert(given)).isEqualTo(given.stored(id, 1));
            Ticket numbered = tickets.insert(ticket(0, i));
            assertThat(numbered).isEqualTo(ticket(0, i).stored(numbered.id(), 1));
            assertThat(tickets.get(numbered.id())).isEqualTo(numbered);
        }
    }

    /** Each gets its own outcome, in the order given, whatever it leaves. */
    @ParameterizedTest
    @ValueSource(longs = {0, 100})
    void insertAll(long firstId) {
        List<Ticket> given = IntStream.range(0, 50)
                .mapToObj(i -> ticket(firstId == 0 ? 0 : firstId + i, i))
                .toList();

        List<Ticket> stored = tickets.insertAll(given);

        for (int i = 0; i < given.size(); i++) {
            long id = firstId == 0 ? stored.get(i).id() : firstId + i;
            assertThat(stored.get(i)).isEqualTo(given.get(i).stored(id, 1));
        }
        assertThat(tickets.findAll(stored.stream().map(Ticket::id).toList()))
                .containsExactlyInAnyOrderElementsOf(stored);
    }

    @Test
    void insertAll_existing() {
        Ticket existing = tickets.insert(Ticket.of(105, "existing", null));
        List<Ticket> given =
                IntStream.range(0, 12).mapToObj(i -> ticket(100 + i, i)).toList();

        List<Outcome<Ticket>> outcomes = tickets.tryInsertAll(given);

        List<Outcome<Ticket>> expected = new ArrayList<>();
        given.forEach(ticket -> expected.add(new Applied<>(ticket.stored(ticket.id(), 1))));
        expected.set(5, new Conflict<>(TABLE, "insert", 105L, 0, given.get(5), existing));
        assertThat(outcomes).isEqualTo(expected);
        assertThat(tickets.tryInsert(given.get(5)))
                .isEqualTo(new Conflict<>(TABLE, "insert", 105L, 0, given.get(5), existing));
    }

    /** Null is stored by all but an insert, and by an insert where nothing else is declared. */
    @Test
    void nullIsStored() {
        Ticket ticket = tickets.insert(new Ticket(0, "closed", 1, null, null, 0));

        assertThat(ticket.note()).isNull();
        assertThat(tickets.update(ticket.with(null)).status()).isNull();
        assertThat(tickets.patch(ticket.id(), 2, Map.of("status", "open")).status())
                .isEqualTo("open");
        assertThat(tickets.patch(
                                tickets.get(ticket.id()),
                                tickets.get(ticket.id()).with(null))
                        .status())
                .isNull();
        assertThat(tickets.updateAll(List.of(tickets.get(ticket.id()).with(null)))
                        .get(0)
                        .status())
                .isNull();
    }

    @Test
    void otherWays() {
        ChangeSet.Result result = database.database()
                .apply(ChangeSet.empty()
                        .insert("left", TABLE, Ticket.of(0, null, null))
                        .insert("given", TABLE, Ticket.of(0, "closed", 9)));

        assertThat(result.row("left", Ticket.class).status()).isEqualTo("open");
        assertThat(result.row("given", Ticket.class).priority()).isEqualTo(9);
        assertThat(BatchWriter.of(database.database(), TABLE)
                        .insertAll(IntStream.range(0, 20).mapToObj(i -> ticket(0, i)))
                        .written())
                .isEqualTo(20);
        assertThat(database.query("SELECT COUNT(*) FROM tickets WHERE status = 'open'"))
                .containsExactly("11");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DATABASE", "TIME", "COMPARED"})
    void versions(VersionSource source) {
        VersionedRepository<Ticket, Long> rows = database.repository(TABLE.versions(source));

        List<Ticket> stored = rows.insertAll(List.of(ticket(7, 0), ticket(8, 1), ticket(9, 3)));
        Ticket single = rows.insert(ticket(10, 0));

        assertThat(stored)
                .containsExactly(
                        ticket(7, 0).stored(7, stored.get(0).version()),
                        ticket(8, 1).stored(8, stored.get(1).version()),
                        ticket(9, 3).stored(9, stored.get(2).version()));
        assertThat(rows.update(single.with("closed")).status()).isEqualTo("closed");
        assertThat(rows.update(stored.get(2).with("closed")).status()).isEqualTo("closed");
    }

    @ParameterizedTest
    @EnumSource(names = {"REPEATABLE_READ", "SERIALIZABLE"})
    void isolated(Isolation isolation) {
        needs(isolation);
        VersionedRepository<Ticket, Long> isolated = database.repository(of -> of.withIsolation(isolation), TABLE);
        Ticket existing = tickets.insert(ticket(101, 0));

        assertThat(isolated.insert(ticket(7, 0))).isEqualTo(ticket(7, 0).stored(7, 1));
        assertThat(isolated.tryInsertAll(List.of(ticket(100, 1), ticket(101, 2), ticket(102, 3))))
                .containsExactly(
                        new Applied<>(ticket(100, 1).stored(100, 1)),
                        new Conflict<>(TABLE, "insert", 101L, 0, ticket(101, 2), existing),
                        new Applied<>(ticket(102, 3).stored(102, 1)));
        assertThat(isolated.tryInsert(ticket(101, 2)))
                .isEqualTo(new Conflict<>(TABLE, "insert", 101L, 0, ticket(101, 2), existing));
    }

    private record Slip(long id, @Nullable String state, long version) {}

    private record Numbered(long id, long version) {}

    /** Nothing is left that an insert would give: not even the version, which the database makes. */
    @Test
    void everyColumnIsLeft() {
        database.drop("slips");
        database.execute(
                "CREATE TABLE slips (id {identity}, state varchar(20) DEFAULT 'new', version bigint DEFAULT 5 NOT NULL)");
        Table<Slip, Long> table =
                Table.of(Slip.class, Long.class).named("slips").versions(VersionSource.DATABASE);
        VersionedRepository<Slip, Long> slips = database.repository(table.defaults("state"));
        Slip none = new Slip(0, null, 0);

        Slip single = slips.insert(none);
        List<Slip> batch = slips.insertAll(List.of(none, new Slip(0, "given", 0), none));
        Numbered number = database.repository(
                        Table.of(Numbered.class, Long.class).named("slips").versions(VersionSource.DATABASE))
                .insert(new Numbered(0, 0));

        assertThat(single).isEqualTo(new Slip(single.id(), "new", 5));
        assertThat(batch).extracting(Slip::state).containsExactly("new", "given", "new");
        assertThat(number).isEqualTo(new Numbered(number.id(), 5));
        assertThat(BatchWriter.of(database.database(), table.defaults("state"))
                        .insertAll(Stream.of(none, none))
                        .written())
                .isEqualTo(2);
        assertThat(database.query("SELECT COUNT(DISTINCT id) FROM slips")).containsExactly("7");
        assertThat(slips.findAll(batch.stream().map(Slip::id).toList())).containsExactlyElementsOf(batch);
    }

    private record SeatId(int hall, int number) {}

    private record Seat(SeatId id, @Nullable String state, long version) {}

    /** Beside a part of the id that the database numbers, and a column that is fixed. */
    @Test
    void numberedPart() {
        needs(Feature.NUMBERED_PARTS);
        database.drop("seats");
        database.execute(
                "CREATE TABLE seats (hall integer NOT NULL, number {numbered(integer)}, tenant varchar(20) NOT NULL,"
                        + " state varchar(20) DEFAULT 'free' NOT NULL, version bigint NOT NULL, PRIMARY KEY (hall, number))");
        VersionedRepository<Seat, SeatId> seats = database.repository(Table.of(Seat.class, SeatId.class)
                .named("seats")
                .fixed("tenant", "ours")
                .defaults("state"));

        Seat first = seats.insert(new Seat(new SeatId(1, 0), null, 0));
        List<Seat> others = seats.insertAll(List.of(
                new Seat(new SeatId(2, 0), "taken", 0),
                new Seat(new SeatId(2, 0), null, 0),
                new Seat(new SeatId(3, 700), null, 0)));

        assertThat(first.id().number()).isPositive();
        assertThat(first.state()).isEqualTo("free");
        assertThat(others).extracting(Seat::state).containsExactly("taken", "free", "free");
        assertThat(others).extracting(seat -> seat.id().hall()).containsExactly(2, 2, 3);
        assertThat(seats.get(new SeatId(3, 700)).state()).isEqualTo("free");
    }

    private record Plain(long id, int count, String total, long version) {}

    @Test
    void declaration() {
        Table<Plain, Long> plain = Table.of(Plain.class, Long.class).generated("total");

        assertThat(plain.defaults("id")).isNotEqualTo(plain);
        assertThatThrownBy(() -> plain.defaults("nothing"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("plain (Plain): there is no component nothing");
        assertThatThrownBy(() -> database.repository(plain.defaults("count")))
                .isInstanceOf(MappingException.class)
                .hasMessage(
                        "plain (Plain): the component count cannot be null, so its column is never left to a default");
        for (String component : List.of("id", "total", "version")) {
            assertThatThrownBy(() -> database.repository(plain.defaults(component)))
                    .isInstanceOf(MappingException.class)
                    .hasMessage("plain (Plain): the component " + component
                            + " is not written by an insert, so its column is never left to a default");
        }
    }
}
