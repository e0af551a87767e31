package io.github.ifmatch.testkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.GuardShape;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.sample.Account;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The guard that advances, the one that reports, and how each is installed, checked and removed. */
public abstract class GuardModesContract extends SheetContract {

    private static final Guard REFUSING = Guard.of(Sheet.TABLE);
    private static final Guard ADVANCING = REFUSING.advancing();
    private static final Guard REPORTING = REFUSING.reporting();

    private List<String> check(Guard guard) {
        return with(guard::check);
    }

    @Test
    void advancing_staleHolder() {
        install(ADVANCING);
        Sheet mine = sheets.get(1L);

        database.execute("UPDATE sheets SET owner = 'Eve' WHERE id = 1");

        Sheet eve = ann.withOwner("Eve").withVersion(3);
        assertThat(sheets.tryUpdate(mine.withOwner("Anne")))
                .isEqualTo(new Conflict<>(Sheet.TABLE, "update", 1L, 2, mine.withOwner("Anne"), eve));
        assertThat(stored()).containsExactly(eve, bob);
    }

    @Test
    void advancing_everythingElse() {
        install(ADVANCING);

        database.execute(
                "UPDATE sheets SET note = NULL WHERE id = 2",
                "UPDATE sheets SET owner = upper(owner) WHERE id = 2",
                "UPDATE sheets SET seen = 5",
                "UPDATE sheets SET owner = owner",
                "UPDATE sheets SET owner = 'Ann', version = version + 1 WHERE id = 1 AND version = 2");

        assertThat(stored())
                .containsExactly(ann.withOwner("Ann").withSeen(5).withVersion(3), new Sheet(2, "BOB", null, 5, 3));
        database.execute("DELETE FROM sheets WHERE id = 2");
        Sheet own = sheets.patch(1L, 3, Map.of("owner", "ann"));
        assertThat(own.version()).isEqualTo(4);
        assertThat(sheets.deleteAll(List.of(own))).containsExactly(own);
        assertThat(stored()).isEmpty();
    }

    /** Of one statement that writes many rows, each advances. */
    @Test
    void advancing_manyRows() {
        install(ADVANCING);

        database.execute("UPDATE sheets SET owner = 'Eve'");

        assertThat(stored())
                .containsExactly(
                        ann.withOwner("Eve").withVersion(3),
                        bob.withOwner("Eve").withVersion(2));
    }

    @Test
    void reporting_refusesNothing() throws SQLException {
        install(REPORTING);

        database.execute(
                "UPDATE sheets SET owner = 'Eve' WHERE id = 1",
                "UPDATE sheets SET owner = 'Ann', version = version + 1 WHERE id = 1",
                "UPDATE sheets SET seen = 5",
                "DELETE FROM sheets WHERE id = 2");
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            send(connection, "UPDATE sheets SET owner = 'Eve' WHERE id = 1");
            connection.rollback();
        }
        Sheet own = sheets.touch(sheets.get(1L));
        sheets.delete(own);

        assertThat(stored()).isEmpty();
        String log = "{'" + GuardShape.name(tableName(), "log", 60) + "'}";
        assertThat(database.query("SELECT statement FROM " + log + " ORDER BY happened_at"))
                .containsExactly("UPDATE", "DELETE");
        assertThat(database.query("SELECT happened_at FROM " + log)).doesNotContainNull();
    }

    /** Who may not write the log is noted there all the same. */
    @Test
    void reporting_ofUser() throws SQLException {
        HikariDataSource clerk = clerk();
        install(REPORTING);

        try (Connection connection = clerk.getConnection()) {
            send(connection, "UPDATE sheets SET owner = 'Eve' WHERE id = 1");
            send(connection, "DELETE FROM sheets WHERE id = 2");
        }

        String log = "{'" + GuardShape.name(tableName(), "log", 60) + "'}";
        assertThat(database.query("SELECT statement FROM " + log + " ORDER BY happened_at"))
                .containsExactly("UPDATE", "DELETE");
        assertThat(database.query("SELECT db_user FROM " + log))
                .doesNotContainNull()
                .hasSize(2);
    }

    /** As the catalogue has it. */
    private String tableName() {
        return with(connection -> {
            try {
                return connection.getMetaData().storesUpperCaseIdentifiers() ? "SHEETS" : "sheets";
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void install_again() {
        for (Guard guard : List.of(REFUSING, ADVANCING, REPORTING)) {
            assertThat(check(guard)).isNotEmpty();
            install(guard);
            assertThat(check(guard)).isEmpty();
            install(guard);
            assertThat(check(guard)).isEmpty();
        }
        install(REFUSING);
        assertThat(check(REFUSING)).isEmpty();
        assertThat(check(REPORTING)).isNotEmpty();
        assertThat(check(ADVANCING)).isNotEmpty();
    }

    @Test
    void install_anotherDeclaration() throws SQLException {
        Table<Sheet, Long> all = Table.of(Sheet.class, Long.class).named("sheets");
        install(Guard.of(Sheet.TABLE));
        assertThat(check(Guard.of(all))).isNotEmpty();

        install(Guard.of(all));

        assertThat(check(Guard.of(all))).isEmpty();
        assertThat(check(REFUSING)).isNotEmpty();
        try (Connection connection = database.dataSource().getConnection()) {
            assertRefused(connection, "UPDATE sheets SET seen = 5");
        }
    }

    /** The guard of the old name stays on the table, and lets no proof of the new name pass, until another takes its place. */
    @Test
    void install_renamedTable() throws SQLException {
        Table<Sheet, Long> pages = Sheet.TABLE.named("pages");
        database.drop("pages");
        install(REFUSING);
        database.rename("sheets", "pages");
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(check(Guard.of(pages))).anyMatch(GuardModesContract::isFormer);
            assertThat(found(pages))
                    .singleElement()
                    .asString()
                    .startsWith("WARNING guard-misfit: it still has the trigger ifmatch_guard_")
                    .contains(", of a guard that was made when the table had another name");

            Guard.of(pages).install(connection);

            assertThat(check(Guard.of(pages))).isEmpty();
            assertThat(found(pages)).singleElement().asString().startsWith("NOTE guarded: ");
            assertRefused(connection, "UPDATE pages SET owner = 'Eve'");
            assertRefused(connection, "DELETE FROM pages");
            VersionedRepository<Sheet, Long> rows = database.repository(pages);
            assertThat(rows.delete(rows.touch(bob)).version()).isEqualTo(2);
            Guard.of(pages).remove(connection);
        } finally {
            database.rename("pages", "sheets");
        }
    }

    private static boolean isFormer(String problem) {
        return problem.endsWith(" is of a guard that was made when the table had another name");
    }

    /** What is found of a guard, and of nothing else. */
    private List<String> found(Table<Sheet, Long> table) {
        return database.database().inspect(table).all().stream()
                .filter(finding -> finding.code().startsWith("guard"))
                .map(finding -> finding.severity() + " " + finding.code() + ": " + finding.problem())
                .toList();
    }

    @Test
    void inspect_eachMode() {
        assertThat(found(Sheet.TABLE)).isEmpty();

        install(REFUSING);
        assertThat(found(Sheet.TABLE))
                .containsExactly("NOTE guarded: a guard refuses what forgets the version (mode REFUSING)");
        install(ADVANCING);
        assertThat(found(Sheet.TABLE))
                .containsExactly(
                        "NOTE guarded: a guard advances the version where an UPDATE forgets it (mode ADVANCING)");
        install(REPORTING);
        assertThat(found(Sheet.TABLE))
                .containsExactly("NOTE guarded: a guard notes what forgets the version, and refuses nothing (mode"
                        + " REPORTING)");

        remove(REFUSING);
        assertThat(found(Sheet.TABLE)).isEmpty();
    }

    /** The guard of one declaration watches other columns than that of another would. */
    @Test
    void inspect_anotherDeclaration() {
        Table<Sheet, Long> all = Table.of(Sheet.class, Long.class).named("sheets");
        install(REFUSING);

        assertThat(found(all))
                .singleElement()
                .asString()
                .startsWith("WARNING guard-misfit: its guard does not fit this declaration: the ")
                .endsWith(" is another one, or disabled");

        install(Guard.of(all).advancing());
        assertThat(found(all)).singleElement().asString().startsWith("NOTE guarded: ");
        assertThat(found(Sheet.TABLE))
                .singleElement()
                .asString()
                .startsWith("WARNING guard-misfit: its guard does not fit this declaration: the ");
    }

    @Test
    void install_byHand() throws SQLException {
        List<String> statements = with(REFUSING::statements);

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            assertRefused(connection, "DELETE FROM sheets");
        }

        assertThat(check(REFUSING)).isEmpty();
    }

    @Test
    void install_inTransaction() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            REFUSING.install(connection);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.commit();
        }

        assertThat(check(REFUSING)).isEmpty();
    }

    @Test
    void remove_leavesNothing() {
        for (Guard guard : List.of(REFUSING, ADVANCING, REPORTING)) {
            List<String> allMissing = check(guard);
            install(guard);

            remove(REFUSING);

            assertThat(check(guard))
                    .isEqualTo(allMissing)
                    .isNotEmpty()
                    .allMatch(problem -> problem.endsWith(" is missing"));
        }
        remove(REFUSING);
        database.execute("UPDATE sheets SET owner = 'Eve'", "DELETE FROM sheets");
    }

    /** The table, and its columns, may be called anything. */
    @Test
    void install_names() throws SQLException {
        for (String name :
                List.of("Odd 'table'", "order", "a_table_of_a_long_name_that_leaves_no_room_for_what_is_added")) {
            Table<Account, Long> table =
                    Table.of(Account.class, Long.class).named('"' + name + '"').column("balance", "\"the 'balance'\"");
            try (Connection connection = database.dataSource().getConnection()) {
                assertGuards(connection, table, quoted(connection, name));
            }
        }
    }

    private void assertGuards(Connection connection, Table<Account, Long> table, String name) throws SQLException {
        raw(connection, "DROP TABLE IF EXISTS " + name);
        raw(
                connection,
                "CREATE TABLE " + name + " (id bigint NOT NULL PRIMARY KEY, owner varchar(50) NOT NULL, "
                        + quoted(connection, "the 'balance'") + " numeric(12, 2) NOT NULL, version bigint NOT NULL)");
        Guard guard = Guard.of(table);
        guard.install(connection);
        assertThat(guard.check(connection)).isEmpty();

        VersionedRepository<Account, Long> rows = database.repository(table);
        Account row = rows.insert(Account.of("Ann", 10).withId(1));
        assertThatThrownBy(() -> raw(connection, "UPDATE " + name + " SET owner = 'Eve'"))
                .hasMessageContaining(TableGuard.REFUSAL);
        assertThatThrownBy(() -> raw(connection, "DELETE FROM " + name)).hasMessageContaining(TableGuard.REFUSAL);
        assertThat(rows.delete(rows.touch(row)).version()).isEqualTo(2);

        guard.remove(connection);
        assertThat(guard.check(connection)).allMatch(problem -> problem.endsWith(" is missing"));
        raw(connection, "DROP TABLE " + name);
    }

    private record SeatId(String hall, int seat) {}

    private record Seat(String hall, int seat, String guest, short version) {}

    /** An id of two columns, a version that may be NULL, and one that is narrow. */
    @Test
    void install_legacyTable() throws SQLException {
        Table<Seat, SeatId> seats = Table.of(Seat.class, SeatId.class)
                .named("seats")
                .id("hall", "seat")
                .adoptNullVersions();
        database.drop("seats");
        database.execute(
                "CREATE TABLE seats (hall varchar(10) NOT NULL, seat integer NOT NULL, guest varchar(50),"
                        + " version smallint, PRIMARY KEY (hall, seat))",
                "INSERT INTO seats VALUES ('A', 1, 'Ann', NULL)",
                "INSERT INTO seats VALUES ('A', 2, NULL, NULL)",
                "INSERT INTO seats VALUES ('B', 1, NULL, 32767)");
        install(Guard.of(seats));
        List<String> before = database.query("SELECT * FROM seats ORDER BY hall, seat");

        try (Connection connection = database.dataSource().getConnection()) {
            assertRefused(connection, "UPDATE seats SET guest = 'Eve'");
            assertRefused(connection, "UPDATE seats SET guest = 'Eve' WHERE guest IS NULL");
            assertRefused(connection, "UPDATE seats SET guest = 'Eve', version = 0 WHERE hall = 'A'");
            assertRefused(connection, "UPDATE seats SET version = NULL WHERE version IS NOT NULL");
            assertRefused(connection, "UPDATE seats SET guest = 'Eve' WHERE version = 32767");
            assertRefused(connection, "UPDATE seats SET hall = 'C', version = 1 WHERE seat = 2");
            assertRefused(connection, "DELETE FROM seats");
            assertThat(database.query("SELECT * FROM seats ORDER BY hall, seat"))
                    .isEqualTo(before);
            send(connection, "UPDATE seats SET guest = 'Bob', version = 1 WHERE hall = 'A' AND seat = 2");
        }

        VersionedRepository<Seat, SeatId> rows = database.repository(seats);
        Seat ann = rows.get(new SeatId("A", 1));
        assertThat(rows.delete(ann)).isEqualTo(ann);
        assertThat(rows.delete(rows.update(new Seat("A", 2, null, (short) 1))).version())
                .isEqualTo((short) 2);
        assertThat(rows.deleteAll(List.of(rows.get(new SeatId("B", 1))))).hasSize(1);
        assertThat(database.query("SELECT * FROM seats")).isEmpty();
        remove(Guard.of(seats));
    }

    private static String quoted(Connection connection, String name) throws SQLException {
        String quote = connection.getMetaData().getIdentifierQuoteString();
        return quote + name + quote;
    }

    private static void raw(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void noSuchTable() {
        Table<Sheet, Long> none = Sheet.TABLE.named("no_such_sheets");

        assertThatThrownBy(() -> with(connection -> {
                    Guard.of(none).install(connection);
                    return true;
                }))
                .isInstanceOf(MappingException.class)
                .hasMessage("no_such_sheets cannot be guarded: there is no such table where this connection looks."
                        + " Nothing was sent.");
    }

    @Test
    void closedConnection() throws SQLException {
        Connection closed = database.dataSource().getConnection();
        closed.close();

        assertThatThrownBy(() -> REFUSING.check(closed)).isInstanceOf(DatabaseException.class);
    }
}
