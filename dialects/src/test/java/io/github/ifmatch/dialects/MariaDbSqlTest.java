package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.SentStatements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends to MariaDB, to the letter. */
@NeedsMariaDb
class MariaDbSqlTest {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);

    private static final String SELECT = "SELECT id, owner, balance, version FROM accounts WHERE id = ?";

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert())
                .containsExactly(
                        "INSERT INTO accounts (owner, balance, version) VALUES (?, ?, 1) RETURNING id, owner, balance, version");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1) RETURNING id, owner, balance, version",
                        SELECT);
    }

    @Test
    void update() {
        assertThat(sent.update())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?",
                        SELECT,
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?",
                        SELECT,
                        "ROLLBACK",
                        "AUTOCOMMIT true");
    }

    @Test
    void touch() {
        assertThat(sent.touch())
                .containsExactly(
                        "AUTOCOMMIT false",
                        "UPDATE accounts SET version = version + 1 WHERE id = ? AND version = ?",
                        SELECT,
                        "COMMIT",
                        "AUTOCOMMIT true");
    }

    @Test
    void delete() {
        assertThat(sent.delete())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance, version");
    }

    @Test
    void deleteStale() {
        assertThat(sent.deleteStale())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance, version",
                        SELECT);
    }
}
