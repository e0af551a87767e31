package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedRepository;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Errors whose SQLSTATE the driver does not know, and makes a lost connection of: nothing was written, and the connection is as good as
 * before.
 */
@NeedsMariaDb
class MariaDbRefusalTest {

    private record Kind(long id, String kind, long version) {}

    private static final Table<Kind, Long> KINDS =
            Table.of(Kind.class, Long.class).named("kinds");

    @ParameterizedTest
    @EnumSource
    void valueThatWouldBeCut_andTriggersError(MariaDbTestDatabase.Driver driver) throws SQLException {
        MariaDbTestDatabase database =
                new MariaDbTestDatabase(new MariaDbDialect(), driver, MariaDbTestDatabase.Sessions.REPEATABLE_READ, "");
        database.drop("kinds");
        database.execute(
                "CREATE TABLE kinds (id bigint AUTO_INCREMENT PRIMARY KEY, kind enum('a', 'b', 'no') NOT NULL,"
                        + " version bigint NOT NULL)",
                "CREATE TRIGGER refuses BEFORE INSERT ON kinds FOR EACH ROW IF new.kind = 'no' THEN SIGNAL SQLSTATE '45000'"
                        + " SET MESSAGE_TEXT = 'no'; END IF",
                "CREATE TRIGGER keeps BEFORE DELETE ON kinds FOR EACH ROW IF old.kind = 'b' THEN SIGNAL SQLSTATE '45000'"
                        + " SET MESSAGE_TEXT = 'no'; END IF");
        try (HikariDataSource pool = database.pool(config -> config.setMaximumPoolSize(1))) {
            VersionedRepository<Kind, Long> kinds = database.repository(pool, KINDS);
            Kind a = kinds.insert(new Kind(0, "a", 0));
            Kind b = kinds.insert(new Kind(0, "b", 0));
            String before = connectionId(pool);

            assertRefused(() -> kinds.tryInsert(new Kind(0, "z", 0)));
            assertRefused(() -> kinds.tryInsert(new Kind(0, "no", 0)));
            assertRefused(() -> kinds.tryUpdate(new Kind(a.id(), "z", 1)));
            assertRefused(() -> kinds.tryDelete(b));
            assertRefused(() -> kinds.tryUpdateAll(List.of(b, new Kind(a.id(), "z", 1))));
            assertRefused(() -> kinds.tryDeleteAll(List.of(a, b)));

            assertThat(connectionId(pool)).isEqualTo(before);
            assertThat(kinds.findAll(List.of(a.id(), b.id()))).containsExactlyInAnyOrder(a, b);
        }
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write)
                .isExactlyInstanceOf(DatabaseException.class)
                .hasMessageContaining("Nothing was written");
    }

    private static String connectionId(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet id = statement.executeQuery("SELECT CONNECTION_ID()")) {
            id.next();
            return id.getString(1);
        }
    }
}
