package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.SentStatements;
import io.github.ifmatch.testkit.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends to H2, to the letter. */
class H2SqlTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (INSERT INTO accounts (owner,"
                        + " balance, version) VALUES (?, ?, 1))");
    }

    @Test
    void insertGivenId() {
        assertThat(sent.insertGivenId())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (INSERT INTO accounts (id,"
                        + " owner, balance, version) VALUES (?, ?, ?, 1))");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "SELECT id, owner, balance, version FROM FINAL TABLE (INSERT INTO accounts (id,"
                                + " owner, balance, version) VALUES (?, ?, ?, 1))",
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
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET owner ="
                        + " ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?)");
    }

    @Test
    void updateProfile() {
        assertThat(sent.updateProfile())
                .containsExactly("SELECT id, name, last_seen, name_length, version FROM FINAL TABLE (UPDATE"
                        + " profiles SET name = ?, version = version + 1 WHERE id = ? AND version = ?)");
    }

    @Test
    void updateAdopting() {
        assertThat(sent.updateAdopting())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET owner ="
                        + " ?, balance = ?, version = COALESCE(version, 0) + 1 WHERE id = ? AND"
                        + " COALESCE(version, 0) = ?)");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET owner ="
                                + " ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?)",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    @Test
    void patch() {
        assertThat(sent.patch())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET balance"
                        + " = ?, version = version + 1 WHERE id = ? AND version = ?)");
    }

    @Test
    void patchNamed() {
        assertThat(sent.patchNamed())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET owner ="
                        + " ?, version = version + 1 WHERE id = ? AND version = ?)");
    }

    @Test
    void touch() {
        assertThat(sent.touch())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET version"
                        + " = version + 1 WHERE id = ? AND version = ?)");
    }

    @Test
    void overwrite() {
        assertThat(sent.overwrite())
                .containsExactly("SELECT id, owner, balance, version FROM FINAL TABLE (UPDATE accounts SET owner ="
                        + " ?, balance = ?, version = version + 1 WHERE id = ?)");
    }

    @Test
    void writeUnversioned() {
        assertThat(sent.writeUnversioned())
                .containsExactly("SELECT id, name, last_seen, name_length, version FROM FINAL TABLE (UPDATE"
                        + " profiles SET last_seen = ? WHERE id = ?)");
    }

    @Test
    void delete() {
        assertThat(sent.delete())
                .containsExactly("SELECT id, owner, balance, version FROM OLD TABLE (DELETE FROM accounts WHERE id"
                        + " = ? AND version = ?)");
    }

    @Test
    void deleteById() {
        assertThat(sent.deleteById())
                .containsExactly("SELECT id, owner, balance, version FROM OLD TABLE (DELETE FROM accounts WHERE id"
                        + " = ? AND version = ?)");
    }

    @Test
    void deleteStale() {
        assertThat(sent.deleteStale())
                .containsExactly(
                        "SELECT id, owner, balance, version FROM OLD TABLE (DELETE FROM accounts WHERE id"
                                + " = ? AND version = ?)",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }
}
