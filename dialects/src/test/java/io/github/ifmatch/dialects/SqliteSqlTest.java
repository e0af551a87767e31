package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.testkit.sample.SentStatements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends to SQLite, to the letter. */
class SqliteSqlTest {

    private static final SqliteTestDatabase DATABASE = new SqliteTestDatabase(new SqliteDialect());
    private static final SqliteTestDatabase STANDARD = new SqliteTestDatabase(Dialect.STANDARD);

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert())
                .containsExactly("INSERT INTO accounts (owner, balance, version) VALUES (?, ?, 1)"
                        + " RETURNING id, owner, balance, version");
    }

    @Test
    void insertGivenId() {
        assertThat(sent.insertGivenId())
                .containsExactly("INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)"
                        + " ON CONFLICT (id) DO NOTHING RETURNING id, owner, balance, version");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)"
                                + " ON CONFLICT (id) DO NOTHING RETURNING id, owner, balance, version",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    @Test
    void update() {
        assertThat(sent.update())
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                        + " AND version = ? RETURNING id, owner, balance, version");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                                + " AND version = ? RETURNING id, owner, balance, version",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    /** Nobody knows the version before, and the column would take one that the component cannot hold. */
    @Test
    void overwrite() {
        assertThat(sent.overwrite())
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = CASE WHEN version <"
                        + " 9223372036854775807 THEN version + 1 ELSE abs(-9223372036854775807 - 1) END WHERE id = ?"
                        + " RETURNING id, owner, balance, version");
    }

    @Test
    void delete() {
        assertThat(sent.delete())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance, version");
    }

    /** There is no FOR UPDATE: the transaction begins with the lock. */
    @Test
    void delete_standard() {
        assertThat(new SentStatements(STANDARD).delete())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "ROLLBACK",
                        "BEGIN IMMEDIATE",
                        "DELETE FROM accounts WHERE 1 = 0",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?",
                        "DELETE FROM accounts WHERE id = ? AND version = ?",
                        "COMMIT",
                        "AUTOCOMMIT true");
    }
}
