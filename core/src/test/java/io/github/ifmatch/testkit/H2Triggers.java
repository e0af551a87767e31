package io.github.ifmatch.testkit;

import java.sql.Connection;
import java.util.Locale;
import org.h2.api.Trigger;

/** Triggers of H2 are classes: each meddles with the columns of {@link Account}. */
public final class H2Triggers {

    private static final int OWNER = 1;
    private static final int VERSION = 3;

    private H2Triggers() {}

    static String create(Meddling meddling, String table) {
        return switch (meddling) {
            case EDITS_OWNER ->
                "CREATE TRIGGER meddling BEFORE INSERT, UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + EditsOwner.class.getName() + "'";
            case CHANGES_VERSION ->
                "CREATE TRIGGER meddling BEFORE UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + ChangesVersion.class.getName() + "'";
            case PRETENDS ->
                "CREATE TRIGGER meddling INSTEAD OF UPDATE ON " + table + " FOR EACH ROW CALL '"
                        + Pretends.class.getName() + "'";
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

    /** Meddling of the kind {@link Meddling#PRETENDS}. */
    public static final class Pretends implements Trigger {
        @Override
        public void fire(Connection connection, Object[] before, Object[] after) {}
    }
}
