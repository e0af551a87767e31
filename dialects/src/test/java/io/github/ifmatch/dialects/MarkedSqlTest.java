package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.Missing;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.tool.CountingDataSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is sent where deletes mark a row, columns are fixed, or inserts leave columns to their defaults; to the letter. */
class MarkedSqlTest {

    private static final TestDatabase POSTGRES = new PostgresTestDatabase(new PostgresDialect());
    private static final TestDatabase H2 = new H2TestDatabase(new H2Dialect());
    private static final TestDatabase STANDARD = new H2TestDatabase(Dialect.STANDARD);

    private record Memo(long id, @Nullable String text, long version) {}

    private static final Table<Memo, Long> MEMOS =
            Table.of(Memo.class, Long.class).named("memos");
    private static final Table<Memo, Long> FLAGGED = MEMOS.softDelete("deleted", false, true);
    private static final Table<Memo, Long> TIMED = MEMOS.softDelete("deleted_at");

    /** A table with a row, and what is sent to it. */
    private record Sent(CountingDataSource counting, VersionedRepository<Memo, Long> memos, Memo memo) {

        static Sent of(TestDatabase database, Table<Memo, Long> table) {
            database.drop("memos");
            database.execute("CREATE TABLE memos (id {identity}, text varchar(50) DEFAULT 'none', deleted {boolean}"
                    + " DEFAULT FALSE NOT NULL, deleted_at {instant(6)}, tenant varchar(9), version bigint NOT NULL)");
            CountingDataSource counting = CountingDataSource.of(database.dataSource());
            VersionedRepository<Memo, Long> memos = database.repository(counting.dataSource(), table);
            Memo memo = memos.insert(new Memo(0, "first", 0));
            counting.drain();
            return new Sent(counting, memos, memo);
        }

        List<String> delete() {
            assertThat(memos.delete(memo).version()).isEqualTo(2);
            return counting.drain();
        }

        List<String> deleteAgain() {
            assertThat(memos.delete(memo).version()).isEqualTo(2);
            counting.drain();
            assertThat(memos.tryDelete(memo)).isInstanceOf(Missing.class);
            return counting.drain();
        }

        List<String> batch() {
            Memo other = memos.insert(new Memo(0, "second", 0));
            counting.drain();
            assertThat(memos.deleteAll(List.of(memo, other))).hasSize(2);
            return counting.drain().stream()
                    .filter(sql -> !sql.startsWith("AUTOCOMMIT") && !sql.equals("COMMIT"))
                    .toList();
        }
    }

    @Test
    void postgres_flag() {
        String update =
                "UPDATE memos SET deleted = ?, version = version + 1 WHERE id = ? AND deleted = ? AND version = ?"
                        + " RETURNING id, text, version";

        assertThat(Sent.of(POSTGRES, FLAGGED).delete()).containsExactly(update);
        assertThat(Sent.of(POSTGRES, FLAGGED).deleteAgain())
                .containsExactly(update, "SELECT id, text, version FROM memos WHERE id = ? AND deleted = ?");
    }

    @Test
    void postgres_time() {
        String update = "UPDATE memos SET deleted_at = ?, version = version + 1 WHERE id = ? AND deleted_at IS NULL"
                + " AND version = ? RETURNING id, text, version";

        assertThat(Sent.of(POSTGRES, TIMED).delete()).containsExactly(update);
        assertThat(Sent.of(POSTGRES, TIMED).deleteAgain())
                .containsExactly(update, "SELECT id, text, version FROM memos WHERE id = ? AND deleted_at IS NULL");
    }

    @Test
    void postgres_otherVerbs() {
        Sent sent = Sent.of(POSTGRES, TIMED);

        assertThat(sent.memos().findAll(List.of(sent.memo().id(), 4711L))).hasSize(1);
        assertThat(sent.memos().updateWhere(Map.of("text", "all"), "id = ? OR 1 = 1", 7L))
                .isEqualTo(1);
        assertThat(sent.memos().insert(new Memo(0, "second", 0)).version()).isEqualTo(1);

        assertThat(sent.counting().drain())
                .filteredOn(sql -> sql.contains("memos"))
                .containsExactly(
                        "SELECT id, text, version FROM memos WHERE id IN (?, ?) AND deleted_at IS NULL",
                        "UPDATE memos SET text = ?, version = version + 1 WHERE deleted_at IS NULL AND (id = ? OR 1 = 1)",
                        "INSERT INTO memos (text, version) VALUES (?, 1) RETURNING id, text, version");
    }

    /** One statement for all, which is not refused, and so not sent again row by row. */
    @Test
    void postgres_batch() {
        assertThat(Sent.of(POSTGRES, TIMED).batch())
                .singleElement()
                .asString()
                .contains("UPDATE memos AS _t SET deleted_at = _v._b0, version = _t.version + 1 FROM _v WHERE"
                        + " _t.id = ANY(ARRAY[_v._b1]) AND _t.deleted_at IS NULL AND (_t.version <> _v._b2) IS FALSE");
        assertThat(Sent.of(POSTGRES, FLAGGED).batch())
                .singleElement()
                .asString()
                .contains("UPDATE memos AS _t SET deleted = _cur._b0, version = _t.version + 1 FROM _cur WHERE"
                        + " _t.id = _cur._c0 AND _t.deleted = _cur._b2 AND _cur._c2 = _cur._b3");
    }

    @Test
    void postgres_batchOfFixed() {
        Sent sent = Sent.of(POSTGRES, MEMOS.fixed("tenant", "ours"));
        Memo other = sent.memos().insert(new Memo(0, "second", 0));
        sent.counting().drain();

        assertThat(sent.memos().updateAll(List.of(sent.memo(), other))).hasSize(2);

        assertThat(sent.counting().drain())
                .filteredOn(sql -> sql.contains("UPDATE"))
                .singleElement()
                .asString()
                .contains(" WHERE _t.id = _cur._c0 AND _t.tenant = _cur._b2 AND ");
    }

    @Test
    void h2() {
        assertThat(Sent.of(H2, FLAGGED).delete())
                .containsExactly(
                        "UPDATE memos SET deleted = ?, version = version + 1 WHERE id = ? AND deleted = ? AND version = ?");
        assertThat(Sent.of(H2, TIMED).delete())
                .containsExactly(
                        "UPDATE memos SET deleted_at = ?, version = version + 1 WHERE id = ? AND deleted_at IS NULL AND version = ?");
    }

    /** The row that was marked is read as one that is. */
    @Test
    void standard() {
        assertThat(Sent.of(STANDARD, FLAGGED).delete())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE memos SET deleted = ?, version = version + 1 WHERE id = ? AND deleted = ? AND version = ?",
                        "SELECT id, text, version FROM memos WHERE id = ? AND deleted = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
        assertThat(Sent.of(STANDARD, TIMED).delete())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE memos SET deleted_at = ?, version = version + 1 WHERE id = ? AND deleted_at IS NULL AND version = ?",
                        "SELECT id, text, version FROM memos WHERE id = ? AND deleted_at IS NOT NULL",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    /** A second delete's lock and look are of rows that are kept. */
    @Test
    void standard_batch() {
        assertThat(Sent.of(STANDARD, TIMED).batch())
                .contains("SELECT id, text, version FROM memos WHERE id IN (?, ?) AND deleted_at IS NOT NULL");
    }

    @Test
    void defaults() {
        Sent sent = Sent.of(POSTGRES, MEMOS.defaults("text"));

        assertThat(sent.memos().insert(new Memo(0, null, 0)).text()).isEqualTo("none");
        assertThat(sent.memos().insert(new Memo(71, null, 0)).text()).isEqualTo("none");
        assertThat(sent.memos().insert(new Memo(72, "given", 0)).text()).isEqualTo("given");

        assertThat(sent.counting().drain())
                .containsExactly(
                        "INSERT INTO memos (version) VALUES (1) RETURNING id, text, version",
                        "INSERT INTO memos (id, version) VALUES (?, 1) ON CONFLICT (id) DO NOTHING"
                                + " RETURNING id, text, version",
                        "INSERT INTO memos (id, text, version) VALUES (?, ?, 1) ON CONFLICT (id) DO NOTHING"
                                + " RETURNING id, text, version");
    }

    /** A statement for each set of columns that rows leave. */
    @Test
    void defaults_batch() {
        Sent sent = Sent.of(POSTGRES, MEMOS.defaults("text"));

        assertThat(sent.memos()
                        .insertAll(List.of(new Memo(71, null, 0), new Memo(72, "given", 0), new Memo(73, null, 0))))
                .extracting(Memo::text)
                .containsExactly("none", "given", "none");

        assertThat(sent.counting().drain())
                .filteredOn(sql -> sql.contains("INSERT"))
                .satisfiesExactly(
                        left -> assertThat(left).contains("INSERT INTO memos (id, version) SELECT"),
                        all -> assertThat(all).contains("INSERT INTO memos (id, text, version) SELECT"));
    }
}
