package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.PostgresTestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.SentStatements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends to PostgreSQL, to the letter. */
class PostgresSqlTest {

    private static final TestDatabase DATABASE = new PostgresTestDatabase(new PostgresDialect());

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert())
                .containsExactly("INSERT INTO accounts (owner, balance, version) VALUES (?, ?, 1) RETURNING id,"
                        + " owner, balance, version");
    }

    @Test
    void insertGivenId() {
        assertThat(sent.insertGivenId())
                .containsExactly("INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1) ON"
                        + " CONFLICT (id) DO NOTHING RETURNING id, owner, balance, version");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1) ON"
                                + " CONFLICT (id) DO NOTHING RETURNING id, owner, balance, version",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
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
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                        + " AND version = ? RETURNING id, owner, balance, version");
    }

    @Test
    void updateProfile() {
        assertThat(sent.updateProfile())
                .containsExactly("UPDATE profiles SET name = ?, version = version + 1 WHERE id = ? AND version = ?"
                        + " RETURNING id, name, last_seen, name_length, version");
    }

    @Test
    void updateAdopting() {
        assertThat(sent.updateAdopting())
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = COALESCE(version, 0) + 1"
                        + " WHERE id = ? AND COALESCE(version, 0) = ? RETURNING id, owner, balance, version");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                                + " AND version = ? RETURNING id, owner, balance, version",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    @Test
    void patch() {
        assertThat(sent.patch())
                .containsExactly("UPDATE accounts SET balance = ?, version = version + 1 WHERE id = ? AND version ="
                        + " ? RETURNING id, owner, balance, version");
    }

    @Test
    void patchNamed() {
        assertThat(sent.patchNamed())
                .containsExactly("UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?"
                        + " RETURNING id, owner, balance, version");
    }

    @Test
    void touch() {
        assertThat(sent.touch())
                .containsExactly("UPDATE accounts SET version = version + 1 WHERE id = ? AND version = ? RETURNING"
                        + " id, owner, balance, version");
    }

    @Test
    void overwrite() {
        assertThat(sent.overwrite())
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?"
                        + " RETURNING id, owner, balance, version");
    }

    @Test
    void writeUnversioned() {
        assertThat(sent.writeUnversioned())
                .containsExactly("UPDATE profiles SET last_seen = ? WHERE id = ? RETURNING id, name, last_seen,"
                        + " name_length, version");
    }

    @Test
    void delete() {
        assertThat(sent.delete())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance," + " version");
    }

    @Test
    void deleteById() {
        assertThat(sent.deleteById())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance," + " version");
    }

    @Test
    void deleteStale() {
        assertThat(sent.deleteStale())
                .containsExactly(
                        "DELETE FROM accounts WHERE id = ? AND version = ? RETURNING id, owner, balance," + " version",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }
}
