package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.sample.SentStatements;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each verb sends to H2, to the letter. */
class H2SqlTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    private static final List<String> DELETED = List.of(
            "AUTOCOMMIT false",
            "SELECT id, owner, balance, version FROM accounts WHERE id = ? FOR UPDATE",
            "DELETE FROM accounts WHERE id = ? AND version = ?",
            "COMMIT",
            "AUTOCOMMIT true");

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        sent = new SentStatements(DATABASE);
    }

    @Test
    void insert() {
        assertThat(sent.insert()).containsExactly("INSERT INTO accounts (owner, balance, version) VALUES (?, ?, 1)");
    }

    @Test
    void insertGivenId() {
        assertThat(sent.insertGivenId())
                .containsExactly("INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)");
    }

    @Test
    void insertExistingId() {
        assertThat(sent.insertExistingId())
                .containsExactly(
                        "INSERT INTO accounts (id, owner, balance, version) VALUES (?, ?, ?, 1)",
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
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?");
    }

    @Test
    void updateProfile() {
        assertThat(sent.updateProfile())
                .containsExactly("UPDATE profiles SET name = ?, version = version + 1 WHERE id = ? AND version = ?");
    }

    @Test
    void updateAdopting() {
        assertThat(sent.updateAdopting())
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ?, version = COALESCE(version, 0) + 1 WHERE id = ? AND COALESCE(version, 0) = ?");
    }

    @Test
    void updateStale() {
        assertThat(sent.updateStale())
                .containsExactly(
                        "UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ? AND version = ?",
                        "SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }

    @Test
    void patch() {
        assertThat(sent.patch())
                .containsExactly("UPDATE accounts SET balance = ?, version = version + 1 WHERE id = ? AND version = ?");
    }

    @Test
    void patchNamed() {
        assertThat(sent.patchNamed())
                .containsExactly("UPDATE accounts SET owner = ?, version = version + 1 WHERE id = ? AND version = ?");
    }

    @Test
    void touch() {
        assertThat(sent.touch())
                .containsExactly("UPDATE accounts SET version = version + 1 WHERE id = ? AND version = ?");
    }

    @Test
    void overwrite() {
        assertThat(sent.overwrite())
                .containsExactly("UPDATE accounts SET owner = ?, balance = ?, version = version + 1 WHERE id = ?");
    }

    @Test
    void writeUnversioned() {
        assertThat(sent.writeUnversioned()).containsExactly("UPDATE profiles SET last_seen = ? WHERE id = ?");
    }

    /** Generated keys are none for a delete: the row is read, locked, in the same transaction. */
    @Test
    void delete() {
        assertThat(sent.delete()).isEqualTo(DELETED);
    }

    @Test
    void deleteById() {
        assertThat(sent.deleteById()).isEqualTo(DELETED);
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
}
