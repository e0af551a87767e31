package io.github.ifmatch;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database refused, for a reason that is not a conflict: a constraint, a missing table or column, a lost connection.
 *
 * <p>The message says what state was left; the driver's exception is the cause. What to do: look at the {@link #kind()}, then read the
 * cause.
 */
public final class DatabaseException extends VersionedException {

    private static final long serialVersionUID = 1L;

    /** ISO/IEC 9075-2, subclause 24.1; PostgreSQL 18 manual, appendix A; {@code org.h2.api.ErrorCode}; Derby's 42500 and 42502; HSQLDB's 23504. */
    private static final Map<String, Kind> KINDS_BY_STATE = Map.ofEntries(
            entry("23505", Kind.UNIQUE),
            entry("23P01", Kind.UNIQUE),
            entry("23001", Kind.REFERENCE),
            entry("23503", Kind.REFERENCE),
            entry("23504", Kind.REFERENCE),
            entry("23506", Kind.REFERENCE),
            entry("23513", Kind.CHECK),
            entry("23514", Kind.CHECK),
            entry("44000", Kind.CHECK),
            entry("23502", Kind.NOT_NULL),
            entry("42500", Kind.PERMISSION),
            entry("42501", Kind.PERMISSION),
            entry("42502", Kind.PERMISSION),
            entry("90096", Kind.PERMISSION));

    /** Where the SQLSTATE says no more than "constraint", or nothing. */
    private static final Set<String> VAGUE = Set.of("", "23000", "HY000", "42000", "72000");

    /** MySQL and MariaDB from 1044 to 4025 (manual, "Server Error Message Reference"), Oracle (ORA-…), SQL Server. */
    private static final Map<Integer, Kind> KINDS_BY_CODE = Map.ofEntries(
            entry(1062, Kind.UNIQUE),
            entry(1169, Kind.UNIQUE),
            entry(1586, Kind.UNIQUE),
            entry(1, Kind.UNIQUE),
            entry(2601, Kind.UNIQUE),
            entry(2627, Kind.UNIQUE),
            entry(1216, Kind.REFERENCE),
            entry(1217, Kind.REFERENCE),
            entry(1451, Kind.REFERENCE),
            entry(1452, Kind.REFERENCE),
            entry(2291, Kind.REFERENCE),
            entry(2292, Kind.REFERENCE),
            entry(3819, Kind.CHECK),
            entry(4025, Kind.CHECK),
            entry(2290, Kind.CHECK),
            entry(1048, Kind.NOT_NULL),
            entry(1364, Kind.NOT_NULL),
            entry(1400, Kind.NOT_NULL),
            entry(515, Kind.NOT_NULL),
            entry(1366, Kind.VALUE),
            entry(12899, Kind.VALUE),
            entry(1044, Kind.PERMISSION),
            entry(1142, Kind.PERMISSION),
            entry(1143, Kind.PERMISSION),
            entry(1031, Kind.PERMISSION));

    /** SQLite's driver gives no SQLSTATE; its messages begin with the result code, by name and in brackets. */
    private static final Map<String, Kind> KINDS_BY_NAME = Map.ofEntries(
            entry("[SQLITE_CONSTRAINT_UNIQUE]", Kind.UNIQUE),
            entry("[SQLITE_CONSTRAINT_PRIMARYKEY]", Kind.UNIQUE),
            entry("[SQLITE_CONSTRAINT_ROWID]", Kind.UNIQUE),
            entry("[SQLITE_CONSTRAINT_FOREIGNKEY]", Kind.REFERENCE),
            entry("[SQLITE_CONSTRAINT_CHECK]", Kind.CHECK),
            entry("[SQLITE_CONSTRAINT_NOTNULL]", Kind.NOT_NULL),
            entry("[SQLITE_CONSTRAINT_DATATYPE]", Kind.VALUE),
            entry("[SQLITE_MISMATCH]", Kind.VALUE),
            entry("[SQLITE_TOOBIG]", Kind.VALUE));

    private final Kind kind;

    /**
     * Says where, what was found, and what state is left; never a column's value.
     *
     * @param cause the driver's exception, if there is one
     */
    public DatabaseException(String message, @Nullable Throwable cause) {
        this(message, cause, cause instanceof SQLException failure ? kindOf(failure) : Kind.OTHER);
    }

    /** The same, where more is known of what was refused than the driver's exception says. */
    public DatabaseException(String message, @Nullable Throwable cause, Kind kind) {
        super(message, cause);
        this.kind = requireNonNull(kind, "kind must not be null");
    }

    /** What kind of refusal it was. Immutable. */
    public enum Kind {
        /**
         * Another row holds the values of a unique index, other than the id's, or excludes this one; or the id is that of a row which
         * was deleted, and is only {@linkplain Table#softDelete(String, Object, Object) marked so}.
         */
        UNIQUE,
        /** A foreign key: the row refers to none, or is referred to. */
        REFERENCE,
        /** A CHECK constraint. */
        CHECK,
        /** A NULL where the column takes none. */
        NOT_NULL,
        /** A value that the column cannot hold: too long, out of range, not of its type; not the version's own end, which is {@link #OTHER}. */
        VALUE,
        /** The connection's user may not do that; not one who may not even connect (SQLSTATE class 28), which is {@link #OTHER}. */
        PERMISSION,
        /** Anything else; the SQLSTATE and the cause tell. */
        OTHER
    }

    /** What kind of refusal it was, by the driver's SQLSTATE and, where that says too little, its error code. */
    public Kind kind() {
        return kind;
    }

    /** The driver's SQLSTATE (ISO/IEC 9075), or the empty string where it gave none. */
    public String sqlState() {
        return getCause() instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }

    private static Kind kindOf(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        Kind kind = KINDS_BY_STATE.get(state);
        if (kind != null) {
            return kind;
        }
        String message = String.valueOf(failure.getMessage());
        if (state.isEmpty() && message.startsWith("[SQLITE_")) {
            return KINDS_BY_NAME.getOrDefault(message.substring(0, message.indexOf(']') + 1), Kind.OTHER);
        }
        if (VAGUE.contains(state)) {
            return KINDS_BY_CODE.getOrDefault(failure.getErrorCode(), Kind.OTHER);
        }
        return state.startsWith("22") ? Kind.VALUE : Kind.OTHER;
    }
}
