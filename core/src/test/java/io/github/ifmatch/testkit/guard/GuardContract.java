package io.github.ifmatch.testkit.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.BusyException;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Edit;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.dialect.TableGuard;
import io.github.ifmatch.guard.Guard;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.tool.LogCapture;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guard that refuses: all of Ifmatch's own writes pass, and nothing of others that forgets the version. */
public abstract class GuardContract extends SheetContract {

    /** What forgets the version, in standard SQL, on a row of id 1 that is at version 2. */
    private static final List<String> BYPASSES = List.of(
            "UPDATE sheets SET owner = 'Eve' WHERE id = 1",
            "UPDATE sheets SET owner = upper(owner) WHERE id = 1",
            "UPDATE sheets SET owner = 'Eve', version = 7 WHERE id = 1",
            "UPDATE sheets SET owner = 'Eve', version = version + 2 WHERE id = 1",
            "UPDATE sheets SET owner = 'Eve', version = version - 1 WHERE id = 1",
            "UPDATE sheets SET owner = 'Eve', version = version WHERE id = 1",
            "UPDATE sheets SET owner = 'Eve', version = 2 WHERE id = 1 AND version = 2",
            "UPDATE sheets SET version = 7",
            "UPDATE sheets SET version = 0",
            "UPDATE sheets SET version = version + 2",
            "UPDATE sheets SET note = 'another'",
            "UPDATE sheets SET note = NULL WHERE id = 1",
            "UPDATE sheets SET seen = 5, owner = 'Eve' WHERE id = 1",
            "UPDATE sheets SET id = 99 WHERE id = 1",
            "UPDATE sheets SET id = 99, version = version + 1 WHERE id = 1",
            "DELETE FROM sheets WHERE id = 1",
            "DELETE FROM sheets WHERE id = 1 AND version = 2",
            "DELETE FROM sheets WHERE id IN (SELECT s.id FROM sheets s WHERE s.owner = 'Bob')",
            "DELETE FROM sheets");

    private Stream<String> bypasses() {
        return Stream.concat(BYPASSES.stream(), database.overwrites("sheets").stream());
    }

    @Test
    void bypass_refused() {
        install(Guard.of(Sheet.TABLE));
        List<Sheet> before = stored();

        bypasses().forEach(sql -> {
            try (Connection connection = database.dataSource().getConnection()) {
                assertRefused(connection, sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            assertThat(stored()).as(sql).isEqualTo(before);
        });
    }

    /** The same statements do something where there is no guard: else that they are refused would prove nothing. */
    @Test
    void bypass_unguarded() {
        bypasses().forEach(sql -> {
            Sheet.create(database);
            sheets.update(sheets.insert(Sheet.of(1, "Ann")).withOwner("ann"));
            sheets.insert(Sheet.of(2, "Bob"));
            List<Sheet> before = stored();

            database.execute(sql);

            assertThat(stored()).as(sql).isNotEqualTo(before);
        });
    }

    @Test
    void bypass_throughView() throws SQLException {
        needs(Feature.UPDATABLE_VIEWS);
        install(Guard.of(Sheet.TABLE));
        database.execute("CREATE VIEW sheet_view AS SELECT id, owner, version FROM sheets");

        try (Connection connection = database.dataSource().getConnection()) {
            assertRefused(connection, "UPDATE sheet_view SET owner = 'Eve' WHERE id = 1");
            assertRefused(connection, "DELETE FROM sheet_view WHERE id = 1");
            send(connection, "UPDATE sheet_view SET owner = 'Eve', version = version + 1 WHERE id = 1");
        }
        assertThat(stored()).containsExactly(ann.withOwner("Eve").withVersion(3), bob);
    }

    @Test
    void bypass_inBatch() throws SQLException {
        install(Guard.of(Sheet.TABLE));

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.addBatch("UPDATE sheets SET owner = 'Eve', version = version + 1 WHERE id = 1 AND version = 2");
            statement.addBatch("UPDATE sheets SET owner = 'Eve' WHERE id = 2");
            assertThatThrownBy(statement::executeBatch).hasMessageContaining(TableGuard.REFUSAL);
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann, bob);
    }

    @Test
    void others_whoKeepTheRule() throws SQLException {
        install(Guard.of(Sheet.TABLE));

        try (Connection connection = database.dataSource().getConnection()) {
            send(connection, "UPDATE sheets SET owner = 'Eve', version = version + 1 WHERE id = 1 AND version = 2");
            send(connection, "UPDATE sheets SET version = version + 1 WHERE id = 2");
            send(connection, "UPDATE sheets SET seen = 5");
            send(connection, "UPDATE sheets SET owner = owner");
            send(connection, "INSERT INTO sheets (id, owner, seen, version) VALUES (3, 'Cid', 0, 1)");
        }

        assertThat(stored())
                .containsExactly(
                        ann.withOwner("Eve").withSeen(5).withVersion(3),
                        bob.withSeen(5).withVersion(2),
                        new Sheet(3, "Cid", null, 0, 1));
    }

    @Test
    void others_deleteStatement() throws SQLException {
        install(Guard.of(Sheet.TABLE));
        String delete = with(Guard.of(Sheet.TABLE)::deleteStatement);

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(deleted(connection, delete, 1, 1)).isZero();
            assertThat(deleted(connection, delete, 1, 2)).isEqualTo(1);
            assertRefused(connection, "DELETE FROM sheets");
        }
        assertThat(stored()).containsExactly(bob);
    }

    /** As many conditions, and in whatever order of the parameters, as the other program likes. */
    @Test
    void others_deleteStatement_ownCondition() throws SQLException {
        install(Guard.of(Sheet.TABLE));
        String delete = with(connection -> Guard.of(Sheet.TABLE)
                .deleteStatement(connection, "version = ? AND id = ? AND (owner = 'ann' OR seen > 5)"));

        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(deleted(connection, delete, 1, 1)).isZero();
            assertThat(deleted(connection, delete, 1, 2)).isZero(); // Bob's
            assertThat(deleted(connection, delete, 2, 1)).isEqualTo(1);
            assertRefused(connection, "DELETE FROM sheets");
        }
        assertThat(stored()).containsExactly(bob);
        assertThatThrownBy(() -> with(connection -> Guard.of(Sheet.TABLE).deleteStatement(connection, " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("condition must name the row and its version: blank");
    }

    private static int deleted(Connection connection, String delete, long id, long version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(delete)) {
            statement.setLong(1, id);
            statement.setLong(2, version);
            return statement.executeUpdate();
        }
    }

    @Test
    void ownVerbs() {
        install(Guard.of(Sheet.TABLE));

        Sheet cid = sheets.insert(Sheet.of(3, "Cid"));
        cid = sheets.update(cid.withOwner("CID"));
        cid = sheets.patch(cid, cid.withOwner("cid"));
        cid = sheets.patch(cid.id(), cid.version(), Map.of("owner", "Cid"));
        cid = sheets.touch(cid);
        cid = sheets.overwrite(cid.withVersion(1).withOwner("Dan"), "a test");
        cid = sheets.modify(cid.id(), row -> row.withOwner("Cid"));
        cid = sheets.writeUnversioned(cid.id(), Map.of("seen", 9));
        assertThat(sheets.updateWhere(Map.of("owner", "Eve"), "id = ?", cid.id()))
                .isEqualTo(1);
        Sheet eve = cid.withOwner("Eve").withVersion(8);
        assertThat(sheets.get(cid.id())).isEqualTo(eve);

        assertThat(sheets.tryDelete(eve.withVersion(7)))
                .isEqualTo(new Conflict<>(Sheet.TABLE, "delete", eve.id(), 7, eve.withVersion(7), eve));
        assertThat(sheets.delete(eve)).isEqualTo(eve);
        assertThat(sheets.tryDelete(eve)).isEqualTo(new Missing<>(Sheet.TABLE, eve.id()));
        assertThat(sheets.delete(bob.id(), bob.version())).isEqualTo(bob);
        assertThat(stored()).containsExactly(ann);
    }

    @Test
    void ownVerbs_idMadeAgain() {
        install(Guard.of(Sheet.TABLE));

        for (int round = 0; round < 3; round++) {
            assertThat(sheets.tryInsert(Sheet.of(1, "Ann")).isApplied()).isFalse();
            sheets.delete(sheets.get(1L));
            assertThat(sheets.insert(Sheet.of(1, "Ann")).version()).isEqualTo(1);
        }
    }

    @Test
    void ownVerbs_batches() {
        install(Guard.of(Sheet.TABLE));

        List<Sheet> rows = sheets.insertAll(Stream.iterate(10L, id -> id + 1)
                .limit(20)
                .map(id -> Sheet.of(id, "Cid"))
                .toList());
        rows = sheets.updateAll(rows.stream().map(row -> row.withOwner("Dan")).toList());
        rows = sheets.patchAll(
                rows.stream().map(row -> new Edit<>(row, row.withOwner("Eve"))).toList());
        assertThat(rows).extracting(Sheet::version).containsOnly(3L);

        List<Sheet> some = new ArrayList<>(rows.subList(0, 10));
        some.set(4, some.get(4).withVersion(2));
        some.set(5, Sheet.of(77, "Eve").withVersion(1));
        List<Outcome<Sheet>> outcomes = sheets.tryDeleteAll(some);
        assertThat(outcomes).filteredOn(Outcome::isApplied).hasSize(8);
        assertThat(outcomes.get(4)).isInstanceOf(Conflict.class);
        assertThat(outcomes.get(5)).isInstanceOf(Missing.class);

        List<Sheet> rest = rows.subList(10, 20);
        assertThat(sheets.deleteAll(rest)).isEqualTo(rest);
        assertThat(stored()).containsExactly(ann, bob, rows.get(4), rows.get(5));
    }

    @Test
    void ownVerbs_inTransactions() throws SQLException {
        install(Guard.of(Sheet.TABLE));

        Database versioned = database.database();
        versioned.apply(ChangeSet.under("sheet", Sheet.TABLE, ann)
                .insert("new", Sheet.TABLE, Sheet.of(3, "Cid"))
                .delete("old", Sheet.TABLE, bob));
        versioned.useTransaction(transaction -> {
            VersionedRows<Sheet, Long> rows = transaction.rows(Sheet.TABLE);
            rows.delete(rows.get(3L));
            rows.insert(Sheet.of(4, "Dan"));
        });
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            VersionedRows<Sheet, Long> rows = sheets.on(connection);
            rows.deleteAll(List.of(rows.get(4L)));
            rows.delete(rows.get(1L));
            connection.commit();
        }

        assertThat(stored()).isEmpty();
    }

    /** Who may write the table need not be allowed to see its triggers. */
    @Test
    void ownVerbs_ofUser() throws SQLException {
        HikariDataSource clerk = clerk();
        install(Guard.of(Sheet.TABLE));
        VersionedRepository<Sheet, Long> rows = database.repository(clerk, Sheet.TABLE);

        Sheet cid = rows.insert(Sheet.of(3, "Cid"));
        assertThat(rows.delete(rows.update(cid.withOwner("Dan"))).version()).isEqualTo(2);
        rows.deleteAll(List.of(rows.insert(Sheet.of(4, "Eve"))));

        assertClosed(clerk);
        assertThat(stored()).containsExactly(ann, bob);
    }

    /** In the same transaction, and on the connection that a pool gives to the next one. */
    @Test
    void ownDelete_opensNothing() throws SQLException {
        install(Guard.of(Sheet.TABLE));
        HikariDataSource pool = one(config -> {});
        VersionedRepository<Sheet, Long> pooled = database.repository(pool, Sheet.TABLE);

        pooled.delete(pooled.insert(Sheet.of(3, "Cid")));
        assertClosed(pool);
        assertThat(pooled.tryDelete(ann.withVersion(1)).isApplied()).isFalse();
        assertClosed(pool);
        assertThat(pooled.tryDelete(99L, 1).isApplied()).isFalse();
        assertClosed(pool);
        pooled.deleteAll(pooled.insertAll(List.of(Sheet.of(3, "Cid"), Sheet.of(4, "Dan"))));
        assertClosed(pool);
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Sheet cid = pooled.on(connection).insert(Sheet.of(3, "Cid"));
            pooled.on(connection).delete(cid);
            assertRefused(connection, "DELETE FROM sheets WHERE id = 1");
            connection.rollback();
        }
        assertThat(stored()).containsExactly(ann, bob);
    }

    /** The row is met, and is not deleted after all: what has proved the DELETE to the guard must not outlive it. */
    @Test
    void ownDelete_refusedByAnother() throws SQLException {
        install(Guard.of(Sheet.TABLE));
        HikariDataSource pool = one(config -> {});
        VersionedRepository<Sheet, Long> pooled = database.repository(pool, Sheet.TABLE);
        database.execute("INSERT INTO sheet_marks VALUES (1, 1)");

        assertThatThrownBy(() -> pooled.delete(ann)).isInstanceOf(DatabaseException.class);
        database.execute("DELETE FROM sheet_marks");

        assertClosed(pool);
        assertThat(pooled.delete(ann)).isEqualTo(ann);
    }

    /** The DELETE waits for the row, and gives up. */
    @Test
    void ownDelete_gaveUpWaiting() throws SQLException {
        needs(Feature.LOCK_TIMEOUTS, Feature.CONCURRENT_WRITERS);
        install(Guard.of(Sheet.TABLE));
        HikariDataSource pool =
                one(config -> config.setConnectionInitSql(database.lockTimeout(Duration.ofMillis(150))));
        VersionedRepository<Sheet, Long> pooled = database.repository(pool, Sheet.TABLE);
        assertThat(pooled.find(ann.id())).contains(ann);

        try (Connection other = database.dataSource().getConnection()) {
            other.setAutoCommit(false);
            send(other, "UPDATE sheets SET seen = 1 WHERE id = 1");
            assertThatThrownBy(() -> pooled.delete(ann)).isInstanceOf(BusyException.class);
            other.rollback();
        }

        assertClosed(pool);
    }

    private void assertClosed(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            assertRefused(connection, "DELETE FROM sheets WHERE id = 1");
            assertRefused(connection, "DELETE FROM sheets");
            assertRefused(connection, "UPDATE sheets SET owner = 'Eve'");
        }
        assertThat(stored()).contains(ann, bob);
    }

    /** The catalogue was read before: the guard is met once, and then known. */
    @Test
    void ownDelete_guardThatCameLater() {
        VersionedRepository<Sheet, Long> unknowing = sheets;
        unknowing.touch(bob);
        install(Guard.of(Sheet.TABLE));

        assertThatThrownBy(() -> unknowing.delete(ann))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the table's guard refused it; if it was installed a moment ago, send it again")
                .hasMessageContaining("Nothing was written.");

        assertThat(unknowing.delete(ann)).isEqualTo(ann);
    }

    @Test
    void ownBatch_guardThatCameLater() {
        VersionedRepository<Sheet, Long> unknowing = sheets;
        Sheet touched = unknowing.touch(bob);
        install(Guard.of(Sheet.TABLE));

        assertThatThrownBy(() -> unknowing.deleteAll(List.of(ann, touched)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("the table's guard refused it");
        assertThat(stored()).containsExactly(ann, touched);

        assertThat(unknowing.deleteAll(List.of(ann, touched))).containsExactly(ann, touched);
    }

    /** What is long is not handed to a trigger as a value. */
    @Test
    void longTexts() throws SQLException {
        install(Guard.of(Sheet.TABLE));
        Sheet cid = sheets.insert(new Sheet(3, "Cid", "long ".repeat(20_000), 0, 0));

        try (Connection connection = database.dataSource().getConnection()) {
            send(connection, "UPDATE sheets SET seen = 1 WHERE id = 3");
            assertRefused(connection, "UPDATE sheets SET note = concat(note, 'x') WHERE id = 3");
            send(connection, "UPDATE sheets SET note = concat(note, 'x'), version = version + 1 WHERE id = 3");
        }

        Sheet longer = sheets.get(3L);
        assertThat(longer.note()).isEqualTo(cid.note() + "x");
        assertThat(sheets.delete(sheets.writeUnversioned(3L, Map.of("seen", 2))).version())
                .isEqualTo(2);
    }

    /** A trigger of a guard is no reason to warn. */
    @Test
    void verify_guarded() {
        install(Guard.of(Sheet.TABLE));

        try (LogCapture log = LogCapture.start()) {
            database.database().verify(Sheet.TABLE);

            assertThat(log.messages()).noneMatch(message -> message.contains("trigger"));
        }
    }

    /** What was read of the catalogue is believed for a while: nothing is left half-done. */
    @Test
    void ownDelete_guardThatWasRemoved() {
        install(Guard.of(Sheet.TABLE));
        sheets.touch(bob);
        remove(Guard.of(Sheet.TABLE));

        try {
            assertThat(sheets.delete(ann)).isEqualTo(ann);
        } catch (SuppressedWriteException e) { // where the guard itself deletes
            assertThat(stored()).containsExactly(ann, bob.withVersion(2));
            assertThat(sheets.delete(ann)).isEqualTo(ann);
        }
        assertThat(stored()).containsExactly(bob.withVersion(2));
    }
}
