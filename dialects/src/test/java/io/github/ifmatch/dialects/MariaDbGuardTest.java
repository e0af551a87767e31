package io.github.ifmatch.dialects;

import io.github.ifmatch.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard of MariaDB does not stop. */
@NeedsMariaDb
class MariaDbGuardTest {

    private static final TestDatabase DATABASE = new MariaDbTestDatabase(
            new MariaDbDialect(), MariaDbTestDatabase.Driver.MARIADB, MariaDbTestDatabase.Sessions.REPEATABLE_READ);
    private static final GuardLimits LIMITS = new GuardLimits(DATABASE);

    @BeforeEach
    void createTables() throws SQLException {
        LIMITS.create();
        LIMITS.install(GuardLimits.PARENTS);
        LIMITS.install(GuardLimits.CHILDREN);
    }

    /** A cascade fires no trigger (MariaDB, "Trigger Limitations"). */
    @Test
    void cascade_passes() {
        LIMITS.assertRefused("DELETE FROM guard_parents");

        LIMITS.rows(GuardLimits.PARENTS).delete(1L, 1);

        LIMITS.assertNames(GuardLimits.CHILDREN);
    }

    @Test
    void truncate_passes() throws SQLException {
        LIMITS.send("TRUNCATE TABLE guard_children");

        LIMITS.assertNames(GuardLimits.CHILDREN);
    }

    /** Whoever stops the clock of a session leaves what proves a DELETE valid in it. */
    @Test
    void clock_stopped() throws SQLException {
        LIMITS.assertRefused(
                "SET @`ifmatch_guard_guard_children_deletes` = UNIX_TIMESTAMP(NOW(6))", "DELETE FROM guard_children");
        LIMITS.send(
                "SET timestamp = 1000000000.5",
                "SET @`ifmatch_guard_guard_children_deletes` = UNIX_TIMESTAMP(NOW(6))",
                "DELETE FROM guard_children");

        LIMITS.assertNames(GuardLimits.CHILDREN);
    }

    /** Texts that the collation takes for one, and numbers that show the same digits, are told apart. */
    @Test
    void update_ofCaseAlone() {
        LIMITS.assertRefused("UPDATE guard_children SET name = 'BOB'");
        LIMITS.assertRefused("UPDATE guard_children SET name = 'Bob '");
        LIMITS.assertNames(GuardLimits.CHILDREN, "Bob");
    }
}
