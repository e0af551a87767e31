package io.github.ifmatch.dialect;

import java.util.Optional;

/**
 * Standard SQL as far as MariaDB and MySQL have it: their CAST knows no SMALLINT and no INTEGER, and their locks show the newest rows.
 *
 * <p>Immutable.
 */
final class MySqlStandard implements Dialect {

    @Override
    public boolean speaks(String productName) {
        return false;
    }

    @Override
    public String name() {
        return Dialect.STANDARD.name();
    }

    /** A number beyond the type's last is one beyond every type's, so that it is refused instead of being cut. */
    @Override
    public String cast(String expression, String type) {
        return switch (type) {
            case "SMALLINT" -> within(expression, Short.MAX_VALUE);
            case "INTEGER" -> within(expression, Integer.MAX_VALUE);
            default -> Dialect.super.cast(expression, type);
        };
    }

    /** A {@code timestamp} is of the session's time zone, and ends in 2038. */
    @Override
    public Optional<String> insteadOfSessionTime(String typeName) {
        return typeName.equalsIgnoreCase("timestamp") ? Optional.of("datetime(6)") : Optional.empty();
    }

    /** A text that is bound is a time, and not compared as a text. */
    @Override
    public String nextTime(String version) {
        return "GREATEST(CAST(? AS DATETIME(6)), " + version + " + INTERVAL 1 MICROSECOND)";
    }

    private static String within(String number, long last) {
        return number + " + CASE WHEN " + number + " <= " + last + " THEN 0 ELSE " + Long.MAX_VALUE + " END";
    }

    /** MySQL, 17.7.2.4, "Locking Reads"; MariaDB, "SELECT … FOR UPDATE". */
    @Override
    public LockingRead lockingRead() {
        return LockingRead.NEWEST;
    }

    @Override
    public boolean mayBatch(WriteKind kind) {
        return false;
    }
}
