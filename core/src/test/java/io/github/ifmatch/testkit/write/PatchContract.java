package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Applied;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Account;
import io.github.ifmatch.testkit.sample.Profile;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes of some columns only: patches by two rows or by name, and unversioned columns. */
public abstract class PatchContract extends Contract {

    private CountingDataSource counting;
    private VersionedRepository<Account, Long> accounts;
    private VersionedRepository<Profile, Long> profiles;

    @BeforeEach
    void createTables() {
        Account.create(database);
        Profile.create(database);
        counting = CountingDataSource.of(database.dataSource());
        accounts = database.repository(counting.dataSource(), Account.TABLE);
        profiles = database.repository(Profile.TABLE);
    }

    private static String changed(Object id) {
        return "accounts " + id + " was changed by somebody else: expected version 1, current version 2."
                + " Nothing was written; current(Account.class) is the row as it now stands.";
    }

    private static String missing(String table, Object id) {
        return table + " " + id + ": there is no such row (any more). Nothing was written.";
    }

    @Test
    void patch_writesOnlyWhatDiffers() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        counting.drain();

        Account patched = accounts.patch(ann, ann.withBalance(11));

        assertThat(patched).isEqualTo(new Account(ann.id(), "Ann", Account.money("11.00"), 2));
        assertThat(counting.drain())
                .anyMatch(sql -> sql.contains("balance = ?"))
                .noneMatch(sql -> sql.contains("owner = ?"));
        assertThat(accounts.tryPatch(patched, patched.withOwner("Anne")))
                .isEqualTo(new Applied<>(patched.withOwner("Anne").withVersion(3)));
    }

    @Test
    void patch_noDifference() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account stale = ann.withVersion(7);
        counting.drain();

        assertThat(accounts.patch(ann, ann)).isSameAs(ann);
        assertThat(accounts.tryPatch(stale, ann.withVersion(7))).isEqualTo(new Applied<>(stale));
        assertThat(counting.drain()).isEmpty();
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void patch_staleVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account theirs = accounts.update(ann.withOwner("Anne"));
        Account mine = ann.withBalance(11);

        assertThat(accounts.tryPatch(ann, mine))
                .isEqualTo(new Conflict<>(Account.TABLE, "patch", ann.id(), 1, mine, theirs));
        assertThatThrownBy(() -> accounts.patch(ann, mine)).hasMessage(changed(ann.id()));
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
    }

    @Test
    void patch_missingRow() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        accounts.delete(ann);

        assertThat(accounts.tryPatch(ann, ann.withBalance(11))).isEqualTo(new Missing<>(Account.TABLE, ann.id()));
        assertThatThrownBy(() -> accounts.patch(ann, ann.withBalance(11))).hasMessage(missing("accounts", ann.id()));
    }

    @Test
    void patchNamed_freshVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        Account named = accounts.patch(ann.id(), 1, Map.of("owner", "Anne"));

        assertThat(named).isEqualTo(ann.withOwner("Anne").withVersion(2));
        assertThat(accounts.tryPatch(ann.id(), 2, Map.of("owner", "Ann", "balance", BigDecimal.ONE)))
                .isEqualTo(new Applied<>(new Account(ann.id(), "Ann", Account.money("1.00"), 3)));
    }

    /** Only some columns were given: the attempted row is the current one with those laid over it. */
    @Test
    void patchNamed_staleVersion() {
        Account ann = accounts.insert(Account.of("Ann", 10));
        Account theirs = accounts.update(ann.withBalance(20));

        assertThat(accounts.tryPatch(ann.id(), 1, Map.of("owner", "Anne")))
                .isEqualTo(new Conflict<>(
                        Account.TABLE,
                        "patch",
                        ann.id(),
                        1,
                        theirs.withOwner("Anne").withVersion(1),
                        theirs));
        assertThatThrownBy(() -> accounts.patch(ann.id(), 1, Map.of("owner", "Anne")))
                .hasMessage(changed(ann.id()));
        assertThat(accounts.get(ann.id())).isEqualTo(theirs);
    }

    private enum State {
        OPEN,
        CLOSED
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its elements
    private record Parsed(
            long id,
            State state,
            UUID token,
            LocalDate due,
            Instant since,
            int pieces,
            BigDecimal price,
            double weight,
            byte[] mark,
            long version) {}

    private VersionedRepository<Parsed, Long> parsed() {
        needs(Feature.UUIDS, Feature.INSTANTS);
        database.drop("parsed");
        database.execute("CREATE TABLE parsed (id bigint PRIMARY KEY, state varchar(9), token {uuid}, due date,"
                + " since {instant(6)}, pieces integer, price numeric(9, 2), weight {double},"
                + " mark {binary(20)}, version bigint NOT NULL)");
        VersionedRepository<Parsed, Long> rows = database.repository(Table.of(Parsed.class, Long.class));
        rows.insert(new Parsed(
                1, State.OPEN, UUID.randomUUID(), LocalDate.EPOCH, Instant.EPOCH, 1, BigDecimal.ONE, 1, null, 0));
        return rows;
    }

    /** As a JSON library reads a merge patch (RFC 7396). */
    @Test
    void patchNamed_parsedJson() {
        needs(Feature.JAVA_TIME);
        VersionedRepository<Parsed, Long> rows = parsed();
        Map<String, Object> json = new HashMap<>();
        json.put("state", "CLOSED");
        json.put("token", "7f000001-8a2e-4b1c-9d00-000000000001");
        json.put("due", "2026-11-29");
        json.put("since", "2026-11-29T06:40:00.5+01:00");
        json.put("pieces", 7L);
        json.put("price", 12.5);
        json.put("weight", 3);
        json.put("mark", "AQID");

        Parsed stored = rows.patch(1L, 1, json);

        assertThat(stored)
                .usingRecursiveComparison()
                .isEqualTo(new Parsed(
                        1,
                        State.CLOSED,
                        UUID.fromString("7f000001-8a2e-4b1c-9d00-000000000001"),
                        LocalDate.of(2026, 11, 29),
                        Instant.parse("2026-11-29T05:40:00.5Z"),
                        7,
                        new BigDecimal(database.has(Feature.SCALED_NUMBERS) ? "12.50" : "12.5"),
                        3.0,
                        new byte[] {1, 2, 3},
                        2));
        assertThat(rows.updateWhere(Map.of("state", "OPEN", "pieces", new BigDecimal("8.0")), "id = ?", 1L))
                .isEqualTo(1);
        assertThat(rows.get(1L)).extracting(Parsed::state, Parsed::pieces).containsExactly(State.OPEN, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "state, open",
        "token, 1-1-1-1-1",
        "due, 29.11.2026",
        "since, 2026-11-29T05:40:00",
        "pieces, 7",
        "mark, ?"
    })
    void patchNamed_textThatDoesNotFit(String component, String text) {
        needs(Feature.JAVA_TIME);
        VersionedRepository<Parsed, Long> rows = parsed();

        assertThatThrownBy(() -> rows.patch(1L, 1, Map.of(component, text)))
                .isInstanceOfSatisfying(
                        UnfitValueException.class,
                        e -> assertThat(e.component()).isEqualTo(component))
                .hasMessageStartingWith("parsed." + component + " takes a ")
                .hasMessageEndingWith(": java.lang.String");
        assertThat(rows.get(1L).version()).isEqualTo(1);
    }

    @Test
    void patchNamed_numberThatDoesNotFit() {
        needs(Feature.JAVA_TIME);
        VersionedRepository<Parsed, Long> rows = parsed();

        for (Object none : List.of(7.5, 1L << 40, new BigDecimal("1e999999999"), Double.NaN, true)) {
            assertThatThrownBy(() -> rows.patch(1L, 1, Map.of("pieces", none)))
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessage("parsed.pieces takes a int: " + none.getClass().getName());
        }
        for (String endless : List.of("1e999999999", "1e-999999999")) {
            assertThatThrownBy(() -> rows.patch(1L, 1, Map.of("price", new BigDecimal(endless))))
                    .isInstanceOf(UnfitValueException.class)
                    .hasMessage("parsed.price takes a java.math.BigDecimal: one of too many digits");
        }
        assertThatThrownBy(() -> rows.patch(1L, 1, Map.of("colour", "red")))
                .isInstanceOfSatisfying(
                        UnfitValueException.class,
                        e -> assertThat(e.component()).isEqualTo("colour"));
    }

    @Test
    void patchNamed_missingRow() {
        assertThat(accounts.tryPatch(-1L, 1, Map.of("owner", "Anne"))).isEqualTo(new Missing<>(Account.TABLE, -1L));
        assertThatThrownBy(() -> accounts.patch(-1L, 1, Map.of("owner", "Anne")))
                .hasMessage(missing("accounts", -1));
    }

    @Test
    void patchNamed_nothingNamed() {
        Account ann = accounts.insert(Account.of("Ann", 10));

        assertThat(accounts.tryPatch(ann.id(), 1, Map.of())).isEqualTo(new Applied<>(ann));
        assertThat(accounts.tryPatch(ann.id(), 7, Map.of()))
                .isEqualTo(new Conflict<>(Account.TABLE, "patch", ann.id(), 7, ann, ann));
        assertThat(accounts.tryPatch(-1L, 1, Map.of())).isEqualTo(new Missing<>(Account.TABLE, -1L));
        assertThat(accounts.get(ann.id())).isEqualTo(ann);
    }

    @Test
    void unversioned_insertWritesThem() {
        Profile ann = profiles.insert(new Profile(0, "Ann", "first", null, 0));

        assertThat(ann).isEqualTo(new Profile(ann.id(), "Ann", "first", 3, 1));
    }

    @Test
    void unversioned_writeUnversioned() {
        Profile ann = profiles.insert(new Profile(0, "Ann", "first", null, 0));

        Profile seen = profiles.writeUnversioned(ann.id(), Map.of("lastSeen", "second"));
        Outcome<Profile> again = profiles.tryWriteUnversioned(ann.id(), Map.of("lastSeen", "third"));

        assertThat(seen).isEqualTo(new Profile(ann.id(), "Ann", "second", 3, 1));
        assertThat(again).isEqualTo(new Applied<>(new Profile(ann.id(), "Ann", "third", 3, 1)));
        assertThat(profiles.tryUpdate(ann)).isInstanceOf(Applied.class);
    }

    @Test
    void unversioned_missingRow() {
        assertThat(profiles.tryWriteUnversioned(-1L, Map.of("lastSeen", "never")))
                .isEqualTo(new Missing<>(Profile.TABLE, -1L));
        assertThatThrownBy(() -> profiles.writeUnversioned(-1L, Map.of("lastSeen", "never")))
                .hasMessage(missing("profiles", -1));
    }

    /** Neither an update nor an overwrite writes them: the stored ones come back. */
    @Test
    void unversionedAndGenerated_updateLeavesThem() {
        Profile ann = profiles.insert(new Profile(0, "Ann", "first", null, 0));
        profiles.writeUnversioned(ann.id(), Map.of("lastSeen", "second"));

        Profile anne = profiles.update(new Profile(ann.id(), "Annie", "mine", 99, 1));
        Profile forced = profiles.overwrite(new Profile(ann.id(), "Bo", "mine", 99, 1), "test");

        assertThat(anne).isEqualTo(new Profile(ann.id(), "Annie", "second", 5, 2));
        assertThat(forced).isEqualTo(new Profile(ann.id(), "Bo", "second", 2, 3));
    }

    /** A row that is open has no end, and one that is closed has one. */
    private record Ticket(long id, String state, @Nullable String closedBy, long version) {
        static final Table<Ticket, Long> TABLE =
                Table.of(Ticket.class, Long.class).named("tickets");

        Ticket {
            if (state.equals("closed") == (closedBy == null)) {
                throw new IllegalArgumentException("closed tickets, and no others, are closed by somebody");
            }
        }
    }

    @Test
    void patch_valuesThatTheRecordRefusesBesideTheirs() {
        database.drop("tickets");
        database.execute("CREATE TABLE tickets (id bigint PRIMARY KEY, state varchar(9) NOT NULL, closed_by varchar(9),"
                + " version bigint NOT NULL)");
        VersionedRepository<Ticket, Long> tickets = database.repository(Ticket.TABLE);
        Ticket open = tickets.insert(new Ticket(1, "open", null, 0));
        Ticket closed = tickets.update(new Ticket(1, "closed", "Ann", open.version()));

        assertThat(tickets.tryPatch(1L, 1, Map.of("state", "new")))
                .isEqualTo(new Conflict<>(Ticket.TABLE, "patch", 1L, 1, new Ticket(1, "closed", "Ann", 1), closed));
    }
}
