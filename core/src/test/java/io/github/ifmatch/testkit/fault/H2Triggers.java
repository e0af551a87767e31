package io.github.ifmatch.testkit.fault;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.h2.api.Trigger;

/** Triggers of H2 are classes: each meddles with the table {@code accounts} of an id, an owner, a balance and a version. */
public final class H2Triggers {

    private static final int OWNER = 1;
    private static final int VERSION = 3;

    private H2Triggers() {}

    public static String create(Meddling meddling, String table) {
        return switch (meddling) {
            case EDITS_OWNER ->
                "CREATE TRIGGER meddling BEFORE INSERT, UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + EditsOwner.class.getName() + "'";
            case CHANGES_VERSION ->
                "CREATE TRIGGER meddling BEFORE UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + ChangesVersion.class.getName() + "'";
            case LOWERS_VERSION ->
                "CREATE TRIGGER meddling BEFORE UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + LowersVersion.class.getName() + "'";
            case STAMPS_TIME ->
                "CREATE TRIGGER meddling BEFORE INSERT, UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + StampsTime.class.getName() + "'";
            case REFUSES ->
                "CREATE TRIGGER meddling BEFORE INSERT, UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + Refuses.class.getName() + "'";
            case PRETENDS ->
                "CREATE TRIGGER meddling INSTEAD OF UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + Pretends.class.getName() + "'";
            case EDITS_OWNER_AFTERWARDS ->
                "CREATE TRIGGER meddling AFTER INSERT, UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + EditsOwnerAfterwards.class.getName() + "'";
            case CHANGES_VERSION_AFTERWARDS ->
                "CREATE TRIGGER meddling AFTER UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + ChangesVersionAfterwards.class.getName() + "'";
            case SUPPRESSES -> throw new UnsupportedOperationException("a trigger of H2 can only fail");
        };
    }

    /** Meddling of the kind {@link Meddling#EDITS_OWNER}. */
    public static final class EditsOwner implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            after[OWNER] = ((String) after[OWNER]).toUpperCase(Locale.ROOT);
        }
    }

    /** Meddling of the kind {@link Meddling#CHANGES_VERSION}. */
    public static final class ChangesVersion implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            after[VERSION] = (Long) after[VERSION] + 10;
        }
    }

    /** Meddling of the kind {@link Meddling#LOWERS_VERSION}. */
    public static final class LowersVersion implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            after[VERSION] = (Long) after[VERSION] - 7;
        }
    }

    /** Meddling of the kind {@link Meddling#STAMPS_TIME}. */
    public static final class StampsTime implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {
            OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
            OffsetDateTime next = before == null ? now : ((OffsetDateTime) before[VERSION]).plus(1, ChronoUnit.MICROS);
            after[VERSION] = next.isAfter(now) ? next : now;
        }
    }

    /** Meddling of the kind {@link Meddling#REFUSES}. */
    public static final class Refuses implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            if (after[OWNER].equals("Nobody")) {
                throw new SQLException("nobody may own it", "45000");
            }
        }
    }

    /** Meddling of the kind {@link Meddling#PRETENDS}. */
    public static final class Pretends implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {}
    }

    private static void execute(Connection connection, String sql, Object id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, id);
            statement.executeUpdate();
        }
    }

    /** Meddling of the kind {@link Meddling#EDITS_OWNER_AFTERWARDS}. */
    public static final class EditsOwnerAfterwards implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            String sql = "UPDATE accounts SET owner = UPPER(owner) WHERE id = ? AND owner <> UPPER(owner)";
            execute(connection, sql, after[0]);
        }
    }

    /** Meddling of the kind {@link Meddling#CHANGES_VERSION_AFTERWARDS}. */
    public static final class ChangesVersionAfterwards implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) throws SQLException {
            execute(connection, "UPDATE accounts SET version = version + 10 WHERE id = ? AND version < 10", after[0]);
        }
    }
}
