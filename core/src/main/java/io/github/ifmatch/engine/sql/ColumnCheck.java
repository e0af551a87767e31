package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Declaration;
import io.github.ifmatch.engine.mapping.Primitives;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.type.VersionSource;
import io.github.ifmatch.verify.Finding;
import java.math.BigDecimal;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds a component against its column. For one thread at a time, like the connection. */
final class ColumnCheck {

    private static final Map<Integer, Long> LAST_VERSIONS = Map.of(
            Types.SMALLINT, (long) Short.MAX_VALUE,
            Types.INTEGER, (long) Integer.MAX_VALUE,
            Types.BIGINT, Long.MAX_VALUE);

    private static final Set<Integer> FRACTIONAL =
            Set.of(Types.NUMERIC, Types.DECIMAL, Types.DOUBLE, Types.FLOAT, Types.REAL);

    private static final Set<Class<?>> TO_THE_NANOSECOND = Set.of(
            Instant.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            LocalTime.class,
            OffsetTime.class,
            Timestamp.class);

    private static final Set<Integer> TIMES =
            Set.of(Types.TIME, Types.TIME_WITH_TIMEZONE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

    /** What clocks show, and most databases keep. */
    private static final int MICROSECONDS = 6;

    private final Dialect dialect;
    private final Declaration<?, ?> declaration;
    private final Consumer<Finding> findings;

    ColumnCheck(Dialect dialect, Declaration<?, ?> declaration, Consumer<Finding> findings) {
        this.dialect = dialect;
        this.declaration = declaration;
        this.findings = findings;
    }

    /**
     * A column as the catalogue has it.
     *
     * @param digits behind the point; of a time, digits of a second
     */
    record Found(int type, String typeName, boolean isNullable, int digits) {

        /** How many characters a moment takes, and the point behind its seconds. */
        private static final int SECONDS = "2026-01-01 00:00:00.".length();

        /** Drivers for MariaDB and MySQL tell the digits of a moment only by how many characters it takes. */
        static Found of(ResultSet column) throws SQLException {
            int type = column.getInt("DATA_TYPE");
            int digits = column.getInt("DECIMAL_DIGITS");
            if (column.wasNull() && type == Types.TIMESTAMP) {
                digits = Math.max(0, column.getInt("COLUMN_SIZE") - SECONDS);
            }
            return new Found(
                    type,
                    String.valueOf(column.getString("TYPE_NAME")),
                    column.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                    digits);
        }
    }

    /** Compares a component with its column; with null, if there is none. */
    void run(Column column, @Nullable Found found) {
        boolean isMade = column.role() == Column.Role.VERSION && declaration.versions() == VersionSource.COMPARED;
        if (isMade && found != null) {
            error(
                    "compared-version",
                    "it has a column " + column.name() + ", which others may count, and Ifmatch would leave as it is",
                    "declare it as the version, without comparing(…), or give the component " + column.component()
                            + " the name of no column");
        }
        if (isMade || (found == null && column.isTransactionId())) {
            return; // the catalogue does not list the system's own columns
        }
        if (found == null) {
            error(
                    "no-column",
                    "it has no column " + column.name() + " (component " + column.component() + ")",
                    "add the column, or declare the component with the name of its column");
            return;
        }
        if (column.type().isBuiltIn()) {
            dialect.misfit(Primitives.wrapper(column.javaType()), found.typeName())
                    .ifPresent(why -> warning(
                            "value-changed", column + " " + why, "give the column, or the component, another type"));
        }
        if (column.role() == Column.Role.VERSION) {
            checkVersion(column, found);
        } else if (column.role() == Column.Role.ID && LAST_VERSIONS.containsKey(found.type()) && isFractional(column)) {
            error(
                    "id-type",
                    "the id " + column.name() + " is an integer, but the component is a "
                            + column.javaType().getSimpleName() + ": the index on it could not be used",
                    "make the component a Long");
        } else if (found.isNullable() && column.javaType().isPrimitive() && column.role() != Column.Role.ID) {
            warning(
                    "nullable",
                    column + " may be NULL, which the component " + column.component() + " (" + column.javaType()
                            + ") cannot hold",
                    "make the column NOT NULL, or the component a "
                            + Primitives.wrapper(column.javaType()).getSimpleName());
        }
        checkDigits(column, found);
    }

    /** A time that comes back rounded is no conflict, for the row is answered as stored; it is another one than was given. */
    private void checkDigits(Column column, Found found) {
        if (TO_THE_NANOSECOND.contains(column.javaType())
                && TIMES.contains(found.type())
                && found.digits() < MICROSECONDS) {
            findings.accept(Finding.note(
                    "time-rounded",
                    column + " keeps " + found.digits()
                            + " digits of a second, so that a time may be stored otherwise than it" + " was given",
                    "go on with the row that a write answers, which is the stored one; or give the column six digits"));
        }
    }

    private static boolean isFractional(Column column) {
        Class<?> type = Primitives.wrapper(column.javaType());
        return type == BigDecimal.class || type == Double.class || type == Float.class;
    }

    private void checkVersion(Column column, Found found) {
        Long last = LAST_VERSIONS.get(found.type());
        String version = "the version " + column.name();
        if (Versions.isTime(column.javaType())) {
            checkTime(version, found);
            checkZone(version, column, found);
        } else if (Versions.isUuid(column.javaType())) {
            checkUuid(version, column, found);
        } else if (last == null) {
            error(
                    "version-type",
                    version + " must be a smallint, integer or bigint"
                            + (FRACTIONAL.contains(found.type()) ? ", not a number with a fraction" : ""),
                    "alter the column to bigint");
        } else if (last > Versions.last(column.javaType())) {
            error(
                    "version-too-wide",
                    version + " can grow beyond what the component's type holds: "
                            + column.javaType().getName(),
                    "make the component a long");
        }
        if (VersionBounds.areTheColumns(dialect) // SQLite's hold 64 bits, whatever they are called
                && last != null
                && last != Long.MAX_VALUE
                && declaration.versions().needs64Bits()) {
            error(
                    "version-too-narrow",
                    version + " must be a bigint: versions that are "
                            + (declaration.versions() == VersionSource.RANDOM
                                    ? "drawn at random have 64 bits"
                                    : "never reused begin at the clock's microseconds"),
                    "alter the column to bigint");
        }
        if (found.isNullable() && !declaration.adoptsNullVersions()) {
            boolean isCounted = declaration.versions().isOrdered();
            error(
                    "version-nullable",
                    version + " must be NOT NULL" + (isCounted ? " (or declare adoptNullVersions())" : ""),
                    isCounted
                            ? "set the versions that are NULL to 0, and the column to NOT NULL; until then declare"
                                    + " adoptNullVersions()"
                            : "give the rows whose version is NULL one, and set the column to NOT NULL");
        }
    }

    /** What a type of one's own binds, is its own matter. */
    private void checkUuid(String version, Column column, Found found) {
        if (column.type().isBuiltIn() && !found.typeName().equalsIgnoreCase("uuid")) {
            error(
                    "version-uuid",
                    version + " must be a uuid, as its component is",
                    "alter the column to uuid, or give the component another type");
        }
    }

    /** One that is shown in larger steps would be the same after two writes; one in smaller steps has no number. */
    private void checkTime(String version, Found found) {
        if (!TIMES.contains(found.type()) || found.digits() != MICROSECONDS) {
            error(
                    "version-time",
                    version
                            + " must be a timestamp that keeps microseconds, no more and no less: two writes within one of its"
                            + " steps would leave one version",
                    "alter the column to timestamp(6)");
        }
    }

    /** A clock that is set back shows an hour twice, so that a time which is bound with its zone may come back as another one. */
    private void checkZone(String version, Column column, Found found) {
        Optional<String> better = dialect.insteadOfSessionTime(found.typeName());
        if (better.isPresent()) {
            String problem = version
                    + " is shown by the clock of the session's time zone, which shows an hour of each year twice:"
                    + " there one state of the row is taken for another";
            String remedy = "alter the column to " + better.get();
            findings.accept(
                    declaration.versions() == VersionSource.TIME
                            ? Finding.error("version-zone", problem, remedy)
                            : Finding.warning(
                                    "version-zone", problem, remedy + ", or let every session's zone be UTC"));
            return;
        }
        boolean hasZone = found.type() == Types.TIMESTAMP_WITH_TIMEZONE
                || found.typeName().toLowerCase(Locale.ROOT).endsWith("tz");
        boolean isLocal = column.javaType() == LocalDateTime.class;
        if (declaration.versions() == VersionSource.TIME
                && (isLocal ? hasZone : !hasZone && found.typeName().equalsIgnoreCase("timestamp"))) {
            error(
                    "version-zone",
                    version
                            + " must have a time zone if its component has one, and none if it has none: the database would"
                            + " change a time by the clock of the session's zone, which shows an hour of each year twice",
                    isLocal
                            ? "make the component an Instant"
                            : "alter the column to a timestamp with time zone, or make the component a LocalDateTime");
        }
    }

    private void error(String code, String problem, String remedy) {
        findings.accept(Finding.error(code, problem, remedy));
    }

    private void warning(String code, String problem, String remedy) {
        findings.accept(Finding.warning(code, problem, remedy));
    }
}
