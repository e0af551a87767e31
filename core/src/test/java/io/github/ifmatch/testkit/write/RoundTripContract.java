package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.SentStatements;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How often the database is asked, where a write answers its row: once where it succeeds, twice where it is refused; no
 * commit, no change of autocommit.
 */
public abstract class RoundTripContract extends Contract {

    private SentStatements sent;

    @BeforeEach
    void createTables() {
        needs(Feature.INSERTED_ROW_RETURNED, Feature.UPDATED_ROW_RETURNED);
        sent = new SentStatements(database);
    }

    @Test
    void read_one() {
        assertThat(sent.find()).singleElement().asString().startsWith("SELECT ");
        assertThat(sent.findAll()).singleElement().asString().startsWith("SELECT ");
    }

    @Test
    void insert_one() {
        assertThat(sent.insert()).singleElement().asString().contains("INSERT INTO accounts");
        assertThat(sent.insertGivenId()).singleElement().asString().contains("INSERT INTO accounts");
    }

    @Test
    void insert_existingId() {
        assertThat(sent.insertExistingId())
                .satisfiesExactly(
                        insert -> assertThat(insert).contains("INSERT INTO accounts"),
                        select -> assertThat(select).startsWith("SELECT id, owner, balance, version FROM accounts"));
    }

    @Test
    void update_one() {
        assertThat(sent.update()).singleElement().asString().contains("UPDATE accounts");
        assertThat(sent.updateProfile()).singleElement().asString().contains("UPDATE profiles");
    }

    @Test
    void patch_one() {
        assertThat(sent.patch()).singleElement().asString().contains("UPDATE accounts");
    }

    @Test
    void patchNamed_one() {
        assertThat(sent.patchNamed()).singleElement().asString().contains("UPDATE accounts");
    }

    @Test
    void touch_one() {
        assertThat(sent.touch()).singleElement().asString().contains("UPDATE accounts");
    }

    @Test
    void overwrite_one() {
        assertThat(sent.overwrite()).singleElement().asString().contains("UPDATE accounts");
    }

    @Test
    void writeUnversioned_one() {
        assertThat(sent.writeUnversioned()).singleElement().asString().contains("UPDATE profiles");
    }

    @Test
    void delete_one() {
        needs(Feature.DELETED_ROW_RETURNED);
        assertThat(sent.delete()).singleElement().asString().contains("DELETE FROM accounts");
    }

    @Test
    void deleteById_one() {
        needs(Feature.DELETED_ROW_RETURNED);
        assertThat(sent.deleteById()).singleElement().asString().contains("DELETE FROM accounts");
    }

    @Test
    void refused_two() {
        String select = "SELECT id, owner, balance, version FROM accounts WHERE id = ?";

        assertThat(sent.updateStale()).hasSize(2).endsWith(select);
        assertThat(sent.patchStale()).hasSize(2).endsWith(select);
        assertThat(sent.touchStale()).hasSize(2).endsWith(select);
        assertThat(sent.updateMissing()).hasSize(2).endsWith(select);
    }

    @Test
    void refusedDelete_two() {
        needs(Feature.DELETED_ROW_RETURNED);

        assertThat(sent.deleteStale())
                .hasSize(2)
                .endsWith("SELECT id, owner, balance, version FROM accounts WHERE id = ?");
    }
}
