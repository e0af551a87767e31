package io.github.ifmatch;

import static java.util.Map.entry;

import io.github.ifmatch.DatabaseException.Kind;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/** Tells kinds of refusals apart, by SQLSTATE, and by error code where a database has one SQLSTATE for several. */
final class Kinds {

    /** ISO/IEC 9075-2, subclause 24.1; PostgreSQL 18 manual, appendix A; {@code org.h2.api.ErrorCode}. */
    private static final Map<String, Kind> BY_STATE = Map.ofEntries(
            entry("23505", Kind.UNIQUE),
            entry("23P01", Kind.UNIQUE),
            entry("23001", Kind.REFERENCE),
            entry("23503", Kind.REFERENCE),
            entry("23506", Kind.REFERENCE),
            entry("23513", Kind.CHECK),
            entry("23514", Kind.CHECK),
            entry("44000", Kind.CHECK),
            entry("23502", Kind.NOT_NULL),
            entry("42501", Kind.PERMISSION),
            entry("90096", Kind.PERMISSION));

    /** Where the SQLSTATE says no more than "constraint", or nothing. */
    private static final Set<String> VAGUE = Set.of("", "23000", "HY000", "42000", "72000");

    /** MySQL and MariaDB from 1044 to 4025 (manual, "Server Error Message Reference"), Oracle (ORA-…), SQL Server. */
    private static final Map<Integer, Kind> BY_CODE = Map.ofEntries(
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

    private Kinds() {}

    static Kind of(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        Kind kind = BY_STATE.get(state);
        if (kind != null) {
            return kind;
        }
        if (VAGUE.contains(state)) {
            return BY_CODE.getOrDefault(failure.getErrorCode(), Kind.OTHER);
        }
        return state.startsWith("22") ? Kind.VALUE : state.startsWith("28") ? Kind.PERMISSION : Kind.OTHER;
    }
}
