package io.github.ifmatch.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which statements pass, and what is wrong with the others. */
class StatementsTest {

    private static final List<WatchedTable> TABLES = List.of(
            WatchedTable.of("accounts", "version", Set.of("last_seen")),
            WatchedTable.of("sales.orders", "lock_version", Set.of()),
            WatchedTable.of("\"Order Lines\"", "version", Set.of()));

    private static final String PASSING = """
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?
            UPDATE accounts SET version = version + 1, owner = ? WHERE version = ? AND id = ?
            UPDATE accounts SET owner = 'Ann', version = 1 + version WHERE (id = 7 AND (owner = 'Bob' AND (version = 3)))
            update ACCOUNTS set OWNER = ?, VERSION = VERSION + 1 where ID = ? and VERSION = ?
            UPDATE "accounts" SET "owner" = ?, "version" = ("version" + ?) WHERE ("id" = ? AND "version" = ?)
            UPDATE "PUBLIC"."ACCOUNTS" SET "OWNER" = ?, "VERSION" = ? WHERE ("PUBLIC"."ACCOUNTS"."ID" = ? AND "PUBLIC"."ACCOUNTS"."VERSION" = ?)
            UPDATE `accounts` SET `owner` = ?, `version` = `version` + 1 WHERE `id` = ? AND `version` = ?
            UPDATE [accounts] SET [owner] = ?, [version] = [version] + 1 WHERE [id] = ? AND [version] = ?
            UPDATE accounts a SET a.owner = ?, a.version = a.version + 1 WHERE a.id = ? AND ? = a.version
            UPDATE accounts AS a SET owner = ?, version = a.version + 1 WHERE a.id = ? AND a.version = ? RETURNING a.id, a.version
            UPDATE accounts SET owner = ?, version = ? WHERE id = ? AND version = ?
            UPDATE accounts SET (owner, version) = (?, version + 1) WHERE (id, version) = (?, ?)
            UPDATE accounts SET owner = ?, version = version + 1 WHERE (id, version) IN ((?, ?), (?, ?))
            UPDATE accounts SET owner = ?, version = version + 1 WHERE (id = ? AND version = ?) OR (id = ? AND version = ?)
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version IN (?, ?)
            UPDATE accounts SET owner = ?, version = COALESCE(version, 0) + 1 WHERE id = ? AND COALESCE(version, 0) = ?
            UPDATE accounts SET owner = ?, version = CAST(version + 1 AS smallint) WHERE id = ? AND version = ?
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version IS NOT DISTINCT FROM ?
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND NOT (version <> ?)
            UPDATE accounts SET owner = ?, version = 1 WHERE id = ? AND version IS NULL
            UPDATE accounts SET last_seen = ? WHERE id = ?
            UPDATE accounts SET version = version + 1 WHERE id = ? AND version = ?
            UPDATE sales.orders SET total = ?, lock_version = lock_version + 1 WHERE id = ? AND lock_version = ?
            UPDATE "Order Lines" SET amount = ?, version = version + 1 WHERE id = ? AND version = ?
            UPDATE accounts SET owner = v.owner, version = accounts.version + 1 FROM (VALUES (?, ?, ?)) AS v(id, ver, owner) WHERE accounts.id = v.id AND accounts.version = v.ver
            UPDATE accounts a SET a.owner = ?, a.version = a.version + 1 WHERE EXISTS (SELECT 1 FROM wanted w WHERE w.id = a.id AND w.version = a.version)
            UPDATE accounts a JOIN wanted w ON w.id = a.id AND w.ver = a.version SET a.owner = w.owner, a.version = a.version + 1
            UPDATE accounts a JOIN wanted w USING (id, version) SET a.owner = w.owner, a.version = a.version + 1
            UPDATE a SET a.owner = ?, a.version = a.version + 1 FROM accounts a JOIN wanted w ON w.id = a.id WHERE a.version = w.ver
            UPDATE OR IGNORE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?
            UPDATE ONLY accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?
            UPDATE others SET owner = ? WHERE id = ?
            UPDATE others o JOIN accounts a ON a.id = o.id SET o.owner = a.owner
            UPDATE archive.accounts_old SET owner = ?
            UPDATE archive.orders SET total = ?
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ANY(?)
            UPDATE accounts SET version = version + 1, owner = ? WHERE id = ? AND NOT (NOT (version = ?))
            UPDATE accounts AS t SET owner = c.owner, version = t.version + 1 FROM (SELECT id, version, owner FROM accounts WHERE id = ? FOR UPDATE) c WHERE c.id = t.id AND c.version = ?
            MERGE INTO accounts t USING (SELECT ? AS id, ? AS ver FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET t.owner = ?, t.version = t.version + 1 WHERE t.version = s.ver
            INSERT INTO accounts (id) VALUES (?) ON DUPLICATE KEY UPDATE last_seen = ?
            DELETE accounts FROM accounts JOIN w ON w.id = accounts.id AND w.ver = accounts.version
            DELETE FROM accounts WHERE id = ? AND version = ?
            DELETE FROM accounts AS a WHERE a.version = ? AND a.id = ?
            DELETE FROM accounts a USING wanted w WHERE a.id = w.id AND a.version = w.ver
            DELETE FROM others WHERE id = ?
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1)
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON CONFLICT (id) DO NOTHING RETURNING id
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, version = accounts.version + 1 WHERE accounts.version = ?
            INSERT IGNORE INTO accounts (id, owner, version) VALUES (?, ?, 1)
            INSERT INTO accounts SELECT * FROM others
            MERGE INTO accounts a USING wanted w ON (a.id = w.id AND a.version = w.ver) WHEN MATCHED THEN UPDATE SET owner = w.owner, version = a.version + 1
            MERGE INTO accounts a USING wanted w ON (a.id = w.id) WHEN NOT MATCHED THEN INSERT (id, owner, version) VALUES (w.id, w.owner, 1)
            SELECT * FROM accounts WHERE id = ? FOR UPDATE
            SELECT replace(owner, 'a', 'b'), truncate(balance, 2) FROM accounts
            WITH x AS (SELECT id FROM accounts) SELECT * FROM x
            CREATE TABLE accounts (id bigint PRIMARY KEY, owner varchar(50) NOT NULL, version bigint NOT NULL)
            CREATE TRIGGER t BEFORE UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION delete_nothing()
            ALTER TABLE accounts ADD COLUMN note varchar(20)
            {call refresh(?)}
            CALL LOCK_TIMEOUT()
            BEGIN
            COMMIT
            SET LOCK_TIMEOUT 1000
            """;

    private static final String REPORTED = """
            UPDATE accounts SET owner = ? WHERE id = ? => update accounts check advance
            UPDATE accounts SET owner = ? => update accounts check advance
            update "ACCOUNTS" set "OWNER" = ? where "ID" = ? => update accounts check advance
            UPDATE public.accounts SET owner = 'Ann' WHERE id = 7 => update accounts check advance
            UPDATE `accounts` SET `owner` = 'Ann' WHERE `id` = 7 => update accounts check advance
            UPDATE [dbo].[accounts] SET [owner] = ? WHERE [id] = ? => update accounts check advance
            UPDATE orders SET total = ? WHERE id = ? => update sales.orders check advance
            UPDATE "Order Lines" SET amount = ? WHERE id = ? => update "Order Lines" check advance
            UPDATE accounts SET owner = ? WHERE id = ? AND version = ? => update accounts advance
            UPDATE accounts SET owner = ?, version = version WHERE id = ? AND version = ? => update accounts advance
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? => update accounts check
            UPDATE accounts SET version = version + 1 => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND (version = ? OR owner = ?) => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = version => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = (SELECT version FROM accounts WHERE id = ?) => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version <= ? => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version <> ? => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND NOT (version = ?) => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version NOT IN (?, ?) => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version IS NOT NULL => update accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND (version = ?) IS FALSE => update accounts check
            UPDATE accounts SET owner = ?, version = version + 2 WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = version - 1 WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = version * 2 WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = NULL WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = random() WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = (SELECT max(version) + 1 FROM accounts) WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET (owner, version) = (SELECT owner, 1 FROM wanted) WHERE id = ? AND version = ? => update accounts step
            UPDATE accounts SET owner = ?, version = ? WHERE id = ? => update accounts check step
            UPDATE accounts SET last_seen = ?, owner = ? WHERE id = ? => update accounts check advance
            UPDATE accounts SET owner = w.owner FROM wanted w WHERE w.id = accounts.id AND w.version = ? => update accounts check advance
            UPDATE accounts SET owner = b.owner, version = accounts.version + 1 FROM accounts b WHERE b.id = accounts.id AND b.version = ? => update accounts check
            UPDATE others o JOIN accounts a ON a.id = o.id SET a.owner = o.owner => update accounts check advance
            UPDATE accounts a LEFT JOIN wanted w ON w.ver = a.version SET a.owner = ?, a.version = a.version + 1 WHERE a.id = ? => update accounts check
            UPDATE a SET a.owner = ? FROM accounts a JOIN wanted w ON w.id = a.id => update accounts check advance
            UPDATE accounts a SET a.owner = ?, a.version = a.version + 1 WHERE EXISTS (SELECT 1 FROM wanted w WHERE w.id = a.id) => update accounts check
            UPDATE accounts a SET a.owner = ?, a.version = a.version + 1 WHERE EXISTS (SELECT 1 FROM accounts a WHERE a.version = ?) => update accounts check
            UPDATE OR REPLACE accounts SET owner = ? WHERE id = ? => update accounts check advance
            DELETE FROM accounts => delete accounts check
            DELETE FROM accounts WHERE id = ? => delete accounts check
            DELETE FROM public.accounts AS a WHERE a.id = ? AND (a.version = ? OR a.owner IS NULL) => delete accounts check
            DELETE FROM accounts a USING wanted w WHERE a.id = w.id AND w.version = ? => delete accounts check
            DELETE a FROM accounts a JOIN wanted w ON w.id = a.id => delete accounts check
            DELETE FROM accounts WHERE id IN (SELECT id FROM accounts WHERE version = ?) => delete accounts check
            TRUNCATE TABLE accounts => truncate accounts check
            TRUNCATE accounts => truncate accounts check
            REPLACE INTO accounts (id, owner, version) VALUES (?, ?, ?) => replace accounts check
            INSERT OR REPLACE INTO accounts (id, owner, version) VALUES (?, ?, ?) => replace accounts check
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner => upsert accounts check advance
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, version = accounts.version + 1 => upsert accounts check
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE owner = ? => upsert accounts check advance
            INSERT INTO accounts (id, owner, version) VALUES (?, ?, 1) ON DUPLICATE KEY UPDATE owner = ?, version = version + 1 => upsert accounts check
            MERGE INTO accounts a USING wanted w ON (a.id = w.id) WHEN MATCHED THEN UPDATE SET owner = w.owner => merge accounts check advance
            MERGE INTO accounts a USING wanted w ON (a.id = w.id) WHEN MATCHED THEN UPDATE SET owner = w.owner, version = a.version + 1 WHEN NOT MATCHED THEN INSERT (id, owner, version) VALUES (w.id, w.owner, 1) => merge accounts check
            MERGE INTO accounts a USING wanted w ON (a.id = w.id) WHEN MATCHED AND a.version = w.ver THEN UPDATE SET owner = w.owner => merge accounts advance
            MERGE INTO accounts a USING wanted w ON (a.id = w.id) WHEN MATCHED THEN DELETE => merge accounts check
            MERGE INTO accounts KEY (id) VALUES (?, ?, ?) => unreadable accounts
            WITH moved AS (UPDATE accounts SET owner = ? WHERE id = ? RETURNING id) SELECT * FROM moved => update accounts check advance
            WITH gone AS (DELETE FROM accounts WHERE id = ? RETURNING *) INSERT INTO archive SELECT * FROM gone => delete accounts check
            WITH cur AS (SELECT id, version FROM accounts WHERE id = ?) UPDATE accounts t SET owner = ?, version = t.version + 1 FROM cur WHERE t.id = cur.id AND cur.version = ? => update accounts check
            UPDATE accounts SET owner = ? WHERE id = ?; DELETE FROM accounts WHERE id = ? => update accounts check advance, delete accounts check
            SELECT 1; TRUNCATE TABLE accounts => truncate accounts check
            UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = version + 0 => update accounts check
            UPDATE accounts, others SET accounts.owner = others.owner WHERE accounts.id = others.id => update accounts check advance
            UPDATE accounts SET owner = ? WHERE CURRENT OF c => unreadable accounts
            WITH w AS (SELECT 1 AS id) DELETE FROM accounts WHERE id IN (SELECT id FROM w) => delete accounts check
            MERGE INTO accounts t USING w ON t.id = w.id WHEN NOT MATCHED BY SOURCE THEN DELETE => merge accounts check
            TRUNCATE others, accounts => truncate accounts check
            LOAD DATA INFILE 'x' REPLACE INTO TABLE accounts => unreadable accounts
            BEGIN UPDATE accounts SET owner = 'x'; END => unreadable accounts
            UPDATE accounts SET this is no SQL => unreadable accounts
            UPDATE others SET this is no SQL => unreadable
            DO $$ BEGIN UPDATE accounts SET owner = 'x'; END $$ => unreadable
            EXPLAIN (ANALYZE, SOMETHING NEW) UPDATE accounts SET owner = ? => unreadable accounts
            SELECT * FROM FINAL TABLE (UPDATE accounts SET owner = ? WHERE id = ?) => update accounts check advance
            """;

    static Stream<Arguments> statements() {
        return Stream.concat(
                PASSING.lines().map(line -> Arguments.of(line, "")),
                REPORTED.lines().map(line -> line.split(" => ")).map(parts -> Arguments.of(parts[0], parts[1])));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void statement_isJudged(String sql, String expected) {
        Spelling spelling = sql.contains("`") ? Spelling.MYSQL : Spelling.STANDARD;

        assertThat(judged(sql, spelling)).isEqualTo(expected);
    }

    private static String judged(String sql, Spelling spelling) {
        return new Analyses(TABLES, false)
                .of(sql, () -> spelling).suspicions().stream()
                        .map(StatementsTest::words)
                        .collect(Collectors.joining(", "));
    }

    private static String words(Suspicion suspicion) {
        return Stream.concat(
                        Stream.of(suspicion.kind().name(), suspicion.table()),
                        suspicion.lacks().stream().sorted().map(Enum::name))
                .filter(word -> !word.isEmpty())
                .map(word -> word.equals(suspicion.table()) ? word : word.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    @Test
    void statements_areMany() {
        assertThat(PASSING.lines()).hasSizeGreaterThan(50);
        assertThat(REPORTED.lines()).hasSizeGreaterThan(60);
    }

    /** A locked row cannot change before it is written, so its version may be compared in place of the row's own. */
    @Test
    void lockedFirst_passes() {
        String sql =
                "WITH cur AS (SELECT t.id, t.version AS ver FROM accounts t WHERE t.id = ANY(?) ORDER BY t.id FOR NO KEY UPDATE)"
                        + " UPDATE accounts t SET owner = ?, version = t.version + 1 FROM cur WHERE t.id = cur.id AND cur.ver = ?";

        assertThat(judged(sql, Spelling.STANDARD)).isEmpty();
        assertThat(judged(sql.replace(" FOR NO KEY UPDATE", ""), Spelling.STANDARD))
                .isEqualTo("update accounts check");
    }

    @Test
    void call_isReportedIfAskedFor() {
        Analyses analyses = new Analyses(TABLES, true);

        assertThat(List.of("{call refresh(?)}", "{? = call refresh(?)}", "CALL refresh(1)", "EXEC refresh"))
                .allSatisfy(sql -> assertThat(
                                analyses.of(sql, () -> Spelling.STANDARD).suspicions())
                        .containsExactly(new Suspicion(Finding.Kind.CALL, "", Set.of())));
    }

    private static String shown(String sql, Spelling spelling) {
        return new Analyses(TABLES, false).of(sql, () -> spelling).shown();
    }

    @Test
    void values_areMasked() {
        assertThat(shown("""
                        UPDATE accounts /* trace 4711 */
                           SET owner = 'it''s secret',  note = E'\\'secret', rate = 12.5e-3, bytes = x'ff', -- secret
                               version = version + 1
                         WHERE id = 4711 AND code IN ('secret', 'geheim') AND born > DATE '2020-01-01'
                        """, Spelling.STANDARD))
                .isEqualTo("UPDATE accounts SET owner = ?, note = ?, rate = ?, bytes = ?, version = version + 1"
                        + " WHERE id = ? AND code IN (?) AND born > DATE ?");
        assertThat(shown("UPDATE `accounts` SET owner = \"secret \\\" more\" # secret", Spelling.MYSQL))
                .isEqualTo("UPDATE `accounts` SET owner = ?");
        assertThat(shown("UPDATE accounts SET owner = $tag$secret$tag$ WHERE id = $1", Spelling.STANDARD))
                .isEqualTo("UPDATE accounts SET owner = ? WHERE id = ?");
        assertThat(shown(
                        "UPDATE accounts SET owner = q'[it's secret]', rate = 4_711, bytes = 0xCAFE",
                        Spelling.STANDARD))
                .isEqualTo("UPDATE accounts SET owner = ?, rate = ?, bytes = ?");
    }

    /** Whether a backslash escapes the quote behind it is a setting of the session: what may be a value is not shown. */
    @Test
    void values_behindABackslash() {
        String text = "UPDATE accounts SET owner = 'x\\', note = 'secret', version = version + 1";

        assertThat(shown(text, Spelling.MYSQL)).isEqualTo("UPDATE accounts SET owner = ? …");
        assertThat(shown("UPDATE accounts SET owner = 'it\\'s secret', note = 'x'", Spelling.STANDARD))
                .isEqualTo("UPDATE accounts SET owner = ? …");
        assertThat(shown("UPDATE accounts SET owner = E'it\\'s secret', note = ?", Spelling.STANDARD))
                .isEqualTo("UPDATE accounts SET owner = ?, note = ?");
    }

    /** Neither values nor the length of a list make another text. */
    @Test
    void texts_areKeptOnce() {
        Analyses analyses = new Analyses(TABLES, false);

        for (int i = 0; i < 100; i++) {
            String ids = Stream.generate(() -> "?").limit(i + 2).collect(Collectors.joining(", "));
            assertThat(analyses.of(
                                    "UPDATE accounts SET owner = 'secret" + i + "' WHERE id = " + i,
                                    () -> Spelling.STANDARD)
                            .suspicions())
                    .hasSize(1);
            assertThat(analyses.of(
                                    "DELETE FROM accounts WHERE owner = 'x' AND id IN (" + ids + ")",
                                    () -> Spelling.STANDARD)
                            .isClean())
                    .isFalse();
        }

        assertThat(analyses.size()).isEqualTo(2);
    }

    @Test
    void texts_areBounded() {
        Analyses analyses = new Analyses(TABLES, false);

        for (int i = 0; i < 10_000; i++) {
            assertThat(analyses.of("COMMIT" + i, () -> Spelling.STANDARD).isClean())
                    .isTrue();
        }

        assertThat(analyses.size()).isLessThanOrEqualTo(4_000);
    }

    /** What our dialects send for a batch, as their tests show it. */
    @Test
    void batchOfMariaDb_passes() {
        assertThat(judged(
                        "UPDATE (WITH _v (_b0, _b1, _b2) AS (VALUES (?, ?, ?), (?, ?, ?)) SELECT * FROM _v) AS _v STRAIGHT_JOIN accounts"
                                + " AS _t FORCE INDEX (`PRIMARY`) ON _t.id = _v._b1 SET _t.owner = _v._b0, _t.version = _t.version + 1"
                                + " WHERE _t.version = _v._b2",
                        Spelling.MYSQL))
                .isEmpty();
        assertThat(judged(
                        "UPDATE (WITH _v (_b0, _b1) AS (VALUES (?, ?)) SELECT * FROM _v) AS _v STRAIGHT_JOIN accounts"
                                + " AS _t FORCE INDEX (`PRIMARY`) ON _t.id = _v._b1 SET _t.owner = _v._b0",
                        Spelling.MYSQL))
                .isEqualTo("update accounts check advance");
    }
}
