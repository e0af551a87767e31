package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.FaultyDataSource;
import io.github.ifmatch.testkit.sample.SentStatements;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends in standard SQL, to the letter. */
class StandardSqlTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(Dialect.STANDARD);

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "INSERT INTO accounts (owner, balance, version) VALUES (?, ?, 1)",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void insertGivenId() {
        assertThat(sent.insertGivenId())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)",
                        "ROLLBACK",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void find() {
        assertThat(sent.find()).containsExactly("SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    @Test
    void findAll() {
        assertThat(sent.findAll())
                .containsExactly("SELECT id, owner, balance, version FROM accounts WHERE id IN (?, ?, ?, ?)");
    }

    @Test
    void update() {
        assertThat(sent.update())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                                + " AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void updateProfile() {
        assertThat(sent.updateProfile())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE profiles SET name = ?, version = version + 1 WHERE id = ? AND version = ?",
                        "SELECT id, name, last_seen, name_length, version FROM profiles WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void updateAdopting() {
        assertThat(sent.updateAdopting())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = COALESCE(version, 0) + 1"
                                + " WHERE id = ? AND COALESCE(version, 0) = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                                + " AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void patch() {
        assertThat(sent.patch())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET balance = ?, version = version + 1 WHERE id = ? AND version =" + " ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void patchNamed() {
        assertThat(sent.patchNamed())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void touch() {
        assertThat(sent.touch())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET version = version + 1 WHERE id = ? AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void overwrite() {
        assertThat(sent.overwrite())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void writeUnversioned() {
        assertThat(sent.writeUnversioned())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE profiles SET last_seen = ? WHERE id = ?",
                        "SELECT id, name, last_seen, name_length, version FROM profiles WHERE id = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void delete() {
        assertThat(sent.delete())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ? FOR UPDATE",
                        "DELETE FROM accounts WHERE id = ? AND version = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void deleteById() {
        assertThat(sent.deleteById())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ? FOR UPDATE",
                        "DELETE FROM accounts WHERE id = ? AND version = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void deleteStale() {
        assertThat(sent.deleteStale())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ? FOR UPDATE",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    private record Seat(Key id, String guest, long version) {
        record Key(int row, int place) {}
    }

    /** Without row values, which Derby and SQL Server have not. */
    @Test
    void findAll_compositeIds() {
        DATABASE.drop("seats");
        DATABASE.execute("CREATE TABLE seats (line integer, place integer, guest varchar(20), version bigint NOT NULL,"
                + " PRIMARY KEY (line, place))");
        FaultyDataSource watched = FaultyDataSource.of(DATABASE.dataSource());
        VersionedRepository<Seat, Seat.Key> seats = DATABASE.repository(
                watched.dataSource(),
                Table.of(Seat.class, Seat.Key.class).named("seats").column("row", "line"));
        Seat first = seats.insert(new Seat(new Seat.Key(1, 2), "Ann", 0));
        watched.drain();

        assertThat(seats.findAll(List.of(first.id(), new Seat.Key(3, 4)))).containsExactly(first);
        assertThat(watched.drain())
                .filteredOn(event -> event.startsWith("SELECT"))
                .containsExactly("SELECT line, place, guest, version FROM seats WHERE (line = ? AND place = ?) OR"
                        + " (line = ? AND place = ?)");
    }
}
