package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Applied;
import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.verify.Finding;
import io.github.ifmatch.verify.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ids of rows that a delete has marked: they stay taken as far as an index says so, and can else be given again. */
public abstract class DeletedIdsContract extends MemoContract {

    /** The id is taken, by a row that nobody sees: that is neither a conflict nor a matter of the moment. */
    @ParameterizedTest
    @EnumSource
    void insertOfMarkedId(Form of) {
        create(of);
        Memo deleted = memos.delete(memos.insert(new Memo(7, "first", 0)));
        Memo again = new Memo(7, "again", 0);
        List<Callable<Object>> inserts = List.of(
                () -> memos.tryInsert(again),
                () -> memos.tryInsertAll(List.of(new Memo(8, "other", 0), again)),
                () -> database.database()
                        .inTransaction(transaction -> transaction.rows(table).tryInsert(again)),
                () -> database.database()
                        .apply(ChangeSet.empty()
                                .insert("other", table, new Memo(8, "other", 0))
                                .insert("again", table, again)));

        for (Callable<Object> insert : inserts) {
            assertThatThrownBy(insert::call).isInstanceOfSatisfying(DatabaseException.class, e -> {
                assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNIQUE);
                assertThat(said(e))
                        .startsWith("memos 7: insert met a row of the same id that is marked as deleted."
                                + " Nothing was written");
            });
            assertThat(unmarked()).isEmpty();
            assertThat(marked()).containsExactly(String.valueOf(deleted.version()));
        }
        assertThat(database.query("SELECT text FROM memos")).containsExactly("first");
    }

    @ParameterizedTest
    @EnumSource
    void insertOfSeenId(Form of) {
        create(of);
        Memo seen = memos.insert(new Memo(7, "first", 0));
        Memo again = new Memo(7, "again", 0);
        Conflict<Memo> conflict = new Conflict<>(table, "insert", 7L, 0, again, seen);

        assertThat(memos.tryInsert(again)).isEqualTo(conflict);
        assertThat(memos.tryInsertAll(List.of(new Memo(8, "other", 0), again)))
                .containsExactly(new Applied<>(new Memo(8, "other", 1)), conflict);
    }

    /** Where an index keeps the id unique among rows that are not deleted alone, it can be given again. */
    @ParameterizedTest
    @EnumSource(names = {"FLAG", "TIME"})
    void idGivenAgain(Form of) {
        needs(Feature.PARTIAL_INDEXES, Feature.UPDATED_ROW_RETURNED);
        create(of, "id bigint NOT NULL", "version bigint NOT NULL");
        database.execute("CREATE UNIQUE INDEX memos_kept ON memos (id) WHERE NOT (" + of.isMarked() + ")");
        memos = database.repository(table);

        for (int i = 0; i < 3; i++) {
            Memo memo = memos.insert(new Memo(7, "again", 0));
            assertThat(memos.tryInsert(memo)).isInstanceOf(Conflict.class);
            assertThat(memos.delete(memo)).isEqualTo(memo.at(2));
            assertThat(memos.tryDelete(memo)).isEqualTo(missing(memo));
        }
        assertThat(marked()).containsExactly("2", "2", "2");

        Memo memo = memos.insert(new Memo(7, "again", 0));
        Memo other = memos.insert(new Memo(8, "other", 0));
        assertThat(memos.deleteAll(List.of(memo, other))).containsExactly(memo.at(2), other.at(2));
        database.execute("CREATE UNIQUE INDEX memos_text ON memos (text) WHERE text = 'once'");
        Memo unused = memos.insert(new Memo(9, "once", 0));
        assertThatThrownBy(() -> memos.insert(new Memo(7, "once", 0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("met a row of the same id");
    }

    private List<Callable<Object>> insertsOf7(Database by) {
        VersionedRepository<Memo, Long> rows = by.repository(table);
        Memo again = new Memo(7, "again", 0);
        return List.of(
                () -> rows.tryInsert(again),
                () -> rows.tryInsertAll(List.of(new Memo(8, "other", 0), again)),
                () -> by.inTransaction(transaction -> transaction.rows(table).tryInsert(again)),
                () -> by.apply(ChangeSet.empty().insert("again", table, again)));
    }

    /** A policy of PostgreSQL's often keeps deleted rows from being changed; what is locked obeys it, too. */
    @ParameterizedTest
    @EnumSource
    void insertOfMarkedId_policyHidesFromUpdates(Form of) {
        assertUnderPolicy(of, "true", " met a row of the same id that is marked as deleted.");
    }

    /** Where not even the mark can be seen, nobody knows what it was that the id met. */
    @ParameterizedTest
    @EnumSource
    void insertOfMarkedId_policyHides(Form of) {
        assertUnderPolicy(of, "NOT (" + of.isMarked() + ")", " would break a unique index.");
    }

    private void assertUnderPolicy(Form of, String seen, String why) {
        needs(Feature.ROW_SECURITY);
        create(of);
        memos.delete(memos.insert(new Memo(7, "first", 0)));
        database.execute(
                "DO 'BEGIN CREATE ROLE clerk; EXCEPTION WHEN duplicate_object THEN NULL; END'",
                "GRANT ALL ON memos TO clerk",
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO clerk",
                "ALTER TABLE memos ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY reading ON memos FOR SELECT USING (" + seen + ")",
                "CREATE POLICY changing ON memos FOR UPDATE USING (NOT (" + of.isMarked() + ")) WITH CHECK (true)",
                "CREATE POLICY making ON memos FOR INSERT WITH CHECK (true)");
        try (HikariDataSource pool = database.pool(config -> {
            config.setMaximumPoolSize(1);
            config.setMinimumIdle(0);
            config.setConnectionInitSql("SET ROLE clerk");
        })) {
            for (Callable<Object> insert : insertsOf7(database.database(pool))) {
                assertThatThrownBy(insert::call).isInstanceOfSatisfying(DatabaseException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNIQUE);
                    assertThat(said(e)).startsWith("memos 7: insert" + why + " Nothing was written");
                });
            }
        }
        assertThat(marked()).containsExactly("2");
        assertThat(unmarked()).isEmpty();
    }

    /** What another constraint refuses is told as that, whoever has the id. */
    @ParameterizedTest
    @EnumSource
    void insertOfMarkedId_otherConstraint(Form of) throws SQLException {
        create(of);
        database.drop("memos");
        database.execute("CREATE TABLE memos (id {identity}, text varchar(50) NOT NULL CHECK (text <> 'bad'), "
                + of.column() + ", version bigint NOT NULL)");
        memos = database.repository(table);
        memos.delete(memos.insert(new Memo(7, "first", 0)));
        memos.insert(new Memo(8, "kept", 0));

        boolean looksAtKeysFirst = kindOfTwo(of) == DatabaseException.Kind.UNIQUE;
        for (long id : new long[] {7, 8}) {
            Memo none = new Memo(id, null, 0);
            Memo bad = new Memo(id, "bad", 0);
            assertRefused(DatabaseException.Kind.NOT_NULL, () -> memos.tryInsert(none));
            assertRefused(
                    DatabaseException.Kind.NOT_NULL,
                    () -> database.database()
                            .inTransaction(
                                    transaction -> transaction.rows(table).tryInsert(none)));
            if (!looksAtKeysFirst) {
                assertRefused(DatabaseException.Kind.CHECK, () -> memos.tryInsert(bad));
            }
        }
        assertRefused(DatabaseException.Kind.NOT_NULL, () -> memos.tryInsertAll(List.of(new Memo(7, null, 0))));
        assertThat(database.query("SELECT text FROM memos ORDER BY id")).containsExactly("first", "kept");
    }

    /** Which constraint this database names of an insert that breaks both its key and a CHECK. */
    private DatabaseException.Kind kindOfTwo(Form of) throws SQLException {
        String mark = of.column().substring(0, of.column().indexOf(' '));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO memos (id, text, " + mark + ", version) SELECT id, 'bad', " + mark
                    + ", version FROM memos WHERE id = 8");
            throw new AssertionError("neither was refused");
        } catch (SQLException e) {
            return new DatabaseException("both", e).kind();
        }
    }

    private static void assertRefused(DatabaseException.Kind kind, Callable<Object> insert) {
        assertThatThrownBy(insert::call).isInstanceOfSatisfying(DatabaseException.class, e -> {
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e).hasMessageContaining(": insert failed").hasMessageNotContaining("marked");
        });
    }

    /** A key of the id and the mark lets an id be given again, and deleted once. */
    @ParameterizedTest
    @EnumSource(names = {"FLAG", "FLAG_READ_BACK"})
    void keyOfIdAndMark(Form of) {
        create(of, "id bigint NOT NULL", "version bigint NOT NULL, PRIMARY KEY (id, deleted)");
        database.execute("CREATE UNIQUE INDEX memos_text ON memos (text, deleted)");
        memos = database.repository(table);
        memos.delete(memos.insert(new Memo(7, "first", 0)));
        memos.deleteAll(memos.insertAll(List.of(new Memo(8, "second", 0), new Memo(9, "third", 0))));

        Memo again = memos.insert(new Memo(7, "again", 0));
        List<Memo> others = memos.insertAll(List.of(new Memo(8, "b", 0), new Memo(9, "c", 0)));
        assertThat(memos.tryInsert(new Memo(7, "more", 0))).isInstanceOf(Conflict.class);
        Memo changed = memos.update(again.with("changed"));
        assertThat(memos.tryUpdate(again)).isEqualTo(new Conflict<>(table, 7L, 1, again, changed));
        assertThat(memos.updateAll(
                        others.stream().map(row -> row.with(row.text() + "!")).toList()))
                .hasSize(2);
        assertThat(memos.findAll(List.of(7L, 8L, 9L))).hasSize(3).contains(changed);
        assertThat(memos.tryTouch(changed)).isEqualTo(new Applied<>(changed.at(3)));
        assertThatThrownBy(() -> memos.insert(new Memo(10, "changed", 0)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("marked");
        database.execute("DELETE FROM memos WHERE id = 7 AND deleted = FALSE");
        assertThatThrownBy(() -> memos.insert(new Memo(7, "b!", 0))) // whose id is free
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("marked");
        assertThat(marked()).containsExactly("2", "2", "2");
    }

    @ParameterizedTest
    @EnumSource(names = {"FLAG", "FLAG_READ_BACK"})
    void keyOfIdAndMark_secondDelete(Form of) {
        create(of, "id bigint NOT NULL", "version bigint NOT NULL, PRIMARY KEY (id, deleted)");
        memos.delete(memos.insert(new Memo(7, "first", 0)));
        Memo again = memos.insert(new Memo(7, "again", 0));
        List<Callable<Object>> deletes = List.of(
                () -> memos.tryDelete(again),
                () -> memos.tryDeleteAll(List.of(again)),
                () -> database.database()
                        .inTransaction(transaction -> transaction.rows(table).tryDelete(again)),
                () -> database.database().apply(ChangeSet.empty().delete("again", table, again)));

        for (Callable<Object> delete : deletes) {
            assertThatThrownBy(delete::call).isInstanceOfSatisfying(DatabaseException.class, e -> {
                assertThat(e.kind()).isEqualTo(DatabaseException.Kind.UNIQUE);
                assertThat(said(e))
                        .startsWith(
                                "memos 7: delete would break a unique index; a row that is marked as deleted may hold the same key"
                                        + ". Nothing was written");
            });
        }
        assertThat(memos.get(7L)).isEqualTo(again);
        assertThat(database.database().inspect(table).all())
                .filteredOn(finding -> finding.code().equals("mark-in-key"))
                .singleElement()
                .extracting(Finding::severity)
                .isEqualTo(Severity.ERROR);
        create(of);
        assertThat(database.database().inspect(table).all())
                .noneMatch(finding -> finding.code().equals("mark-in-key"));
    }
}
