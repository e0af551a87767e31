package io.github.ifmatch.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * How a database guards a table against writes that forget the version: its triggers, and how a DELETE of Ifmatch's own proves
 * to them that it checks the version.
 *
 * <p>What a trigger must refuse: an UPDATE that changes a column of the id; one that changes a versioned column, or the version,
 * and does not leave the version advanced by one; a DELETE that does not prove itself. The proof must end with the statement, so
 * that no connection can be handed on with one.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface TableGuard {

    /** How every message begins by which a guard refuses a write: what tells it from other errors, on every database. */
    String REFUSAL = "ifmatch guard: ";

    /** The SQLSTATE of a refusal, where a trigger can choose one: of the class of broken constraints, which every driver knows. */
    String REFUSAL_STATE = "23G01";

    /**
     * The DELETE of a row at its version, as one that the guard lets through; it binds what the condition binds.
     *
     * @param table the table's name, quoted where it must be
     * @param condition that the row is of an id and at a version
     * @param version the column, quoted where it must be
     * @param name the table's name, as {@link Dialect#catalogTable} has found it
     */
    String delete(String table, String condition, String version, CatalogName name);

    /** Whether such a statement {@linkplain Dialect#returning answers} the row as it last stood. Default: yes, it is still a DELETE. */
    default boolean deletesByDelete() {
        return true;
    }

    /** Everything that the guard is made of in this mode, in the order in which it is made. */
    List<Part> parts(GuardShape shape);

    /**
     * What is there now of any guard of this table, by {@link Part#key}: what makes it out, as {@link Part#definition} says it.
     * What is there and does not run, such as a trigger that is disabled, is another definition.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     */
    Map<String, String> installed(Connection connection, GuardShape shape) throws SQLException;

    /**
     * What stands on the table of a guard that was made when the table had another name, and is called after that: a DELETE that
     * proves itself to the guard of today's name does not to that one. Each with its name in its key, such as {@code trigger
     * ifmatch_guard_old_delete}, and the statement that drops it. Default: none is known of.
     *
     * @param connection perhaps in the middle of a transaction, which must be left as it is
     */
    default List<Part> formerParts(Connection connection, GuardShape shape) throws SQLException {
        return List.of();
    }

    /**
     * One thing in the database that belongs to a guard.
     *
     * <p>Immutable.
     *
     * @param key what it is, such as {@code trigger for DELETE}
     * @param definition what is compared with that which is there
     * @param create the statements that make it, where it is not there
     * @param drop the statement that removes it, and does nothing where it is not there
     * @param isKept whether it stays when another guard takes the place of this one: what holds data
     */
    record Part(String key, String definition, List<String> create, String drop, boolean isKept) {

        /** Keeps a copy of the list. */
        public Part {
            create = List.copyOf(create);
        }

        /** A part of a former guard, which is only to be dropped. */
        public static Part former(String key, String drop) {
            return new Part(key, "", List.of(), drop, false);
        }

        /** A part of which only the statements that make it say what it is. */
        public static Part of(String key, String definition, String create, String drop) {
            return new Part(key, definition, List.of(create), drop, false);
        }
    }

    /** Whether a guard has refused a statement. */
    static boolean hasRefused(SQLException failure) {
        return String.valueOf(failure.getMessage()).contains(REFUSAL);
    }

    /** What an UPDATE is told that forgets the version. */
    static String updateRefused(String table) {
        return REFUSAL + "an UPDATE of " + shown(table)
                + " must set version + 1 and keep the id; see Ifmatch, docs/guard.md";
    }

    /** What a DELETE is told that does not prove that it checks the version. */
    static String deleteRefused(String table) {
        return REFUSAL + "a DELETE from " + shown(table)
                + " must prove that it checks the version; see Ifmatch, docs/guard.md";
    }

    /** What a TRUNCATE is told. */
    static String truncateRefused(String table) {
        return REFUSAL + shown(table)
                + " must not be truncated; delete its rows at their versions; see Ifmatch, docs/guard.md";
    }

    /** A message may have no more than 128 characters on MySQL (manual, "SIGNAL Statement"). */
    private static String shown(String table) {
        return table.length() <= 24 ? table : table.substring(0, 23) + "…";
    }

    /** A text as a literal of standard SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
