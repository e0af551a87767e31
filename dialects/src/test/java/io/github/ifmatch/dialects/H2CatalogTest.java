package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.CatalogName;
import io.github.ifmatch.testkit.H2TestDatabase;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.fault.H2Triggers;
import io.github.ifmatch.testkit.fault.Meddling;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue of H2 says of what an insert can break. */
class H2CatalogTest {

    private static final TestDatabase DATABASE = new H2TestDatabase(new H2Dialect());

    @BeforeEach
    void create() {
        DATABASE.execute(
                "DROP TABLE IF EXISTS item CASCADE",
                "CREATE TABLE item (id bigint, shop bigint, owner text, version bigint, PRIMARY KEY (id, shop))");
    }

    private static boolean canOnlyMeetItsId() {
        try (Connection connection = DATABASE.dataSource().getConnection()) {
            H2Dialect dialect = new H2Dialect();
            CatalogName name = dialect.catalogTable(connection, new CatalogName(null, null, "ITEM"))
                    .orElseThrow()
                    .name();
            return dialect.canOnlyMeetItsId(connection, name, Set.of("ID", "SHOP"));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCK_TIMEOUT 10000",
                "CREATE UNIQUE INDEX item_2 ON item (shop, owner, id)",
                "CREATE INDEX item_2 ON item (owner)",
            })
    void meetsItsId(String statement) {
        DATABASE.execute(statement);

        assertThat(canOnlyMeetItsId()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX item_2 ON item (id)",
                "CREATE UNIQUE INDEX item_2 ON item (owner, id)",
                "CREATE UNIQUE NULLS NOT DISTINCT INDEX item_2 ON item (owner)",
                "ALTER TABLE item ADD UNIQUE (owner)",
            })
    void meetsMore(String statement) {
        DATABASE.execute(statement);

        assertThat(canOnlyMeetItsId()).isFalse();
    }

    @Test
    void meetsMore_trigger() {
        DATABASE.execute(H2Triggers.create(Meddling.EDITS_OWNER, "item"));

        assertThat(canOnlyMeetItsId()).isFalse();
    }

    @Test
    void meetsMore_tableOfAnotherDatabase() {
        DATABASE.execute(
                "DROP TABLE item",
                "CREATE LINKED TABLE item('', 'jdbc:h2:mem:elsewhere;INIT=CREATE TABLE IF NOT EXISTS item(id bigint, shop bigint,"
                        + " PRIMARY KEY (id, shop))', '', '', 'ITEM')");

        assertThat(canOnlyMeetItsId()).isFalse();
    }
}
