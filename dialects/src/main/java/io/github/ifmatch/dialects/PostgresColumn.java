package io.github.ifmatch.dialects;

import io.github.ifmatch.dialect.BatchStatement.Untyped;
import java.math.BigDecimal;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * One column's values, all of one class, on their way into a statement: of the type that the driver gives to a single value
 * of the class (pgjdbc, {@code PgPreparedStatement}). What the column makes of it is then the same as alone. Immutable.
 *
 * @param name the column, as SQL
 * @param javaType the class
 */
record PostgresColumn(String name, Class<?> javaType) {

    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(Boolean.class, "boolean"),
            Map.entry(Byte.class, "smallint"),
            Map.entry(Short.class, "smallint"),
            Map.entry(Integer.class, "integer"),
            Map.entry(Long.class, "bigint"),
            Map.entry(Float.class, "real"),
            Map.entry(Double.class, "double precision"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(String.class, "varchar"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(byte[].class, "bytea"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(OffsetTime.class, "timetz"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(OffsetDateTime.class, "timestamptz"));

    /** The driver's names of the types whose arrays it sends in binary form. */
    private static final Map<Class<?>, String> BINARY = Map.of(
            Boolean.class, "bool",
            Short.class, "int2",
            Integer.class, "int4",
            Long.class, "int8",
            Float.class, "float4",
            Double.class, "float8",
            String.class, "varchar",
            byte[].class, "bytea");

    /** What elements of arrays are, as {@code ColumnType} gives them to the driver. */
    private static final Map<Class<?>, String> ELEMENTS = Map.ofEntries(
            Map.entry(boolean.class, "boolean"),
            Map.entry(short.class, "smallint"),
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "bigint"),
            Map.entry(float.class, "real"),
            Map.entry(double.class, "double precision"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(Short.class, "smallint"),
            Map.entry(Integer.class, "integer"),
            Map.entry(Long.class, "bigint"),
            Map.entry(Float.class, "real"),
            Map.entry(Double.class, "double precision"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(String.class, "varchar"),
            Map.entry(UUID.class, "uuid"));

    /** The driver sends these as literals, whose type is the column's. */
    private static final Set<Class<?>> UNTYPED =
            Set.of(Untyped.class, Timestamp.class, java.sql.Date.class, Time.class);

    /** Whether the driver's type for the class is known. */
    boolean isKnown() {
        return isNull() || isUntyped() || isArray() || TYPES.containsKey(javaType);
    }

    /** Whether there is nothing but nulls of no type. */
    boolean isNull() {
        return javaType == Void.class;
    }

    boolean isUntyped() {
        return UNTYPED.contains(javaType);
    }

    /** Whether its values are arrays. */
    boolean isArray() {
        return elementType().isPresent();
    }

    private Optional<String> elementType() {
        return javaType == byte[].class || !javaType.isArray()
                ? Optional.empty()
                : Optional.ofNullable(ELEMENTS.get(javaType.getComponentType()));
    }

    boolean isInteger() {
        return javaType == Long.class || javaType == Integer.class || javaType == Short.class;
    }

    /** Whether the database sorts its values as we do before they are sent. */
    boolean isSortedAlike() {
        return isInteger() || javaType == UUID.class;
    }

    /** What the driver calls the type of the elements, if it sends an array of them in binary form. */
    Optional<String> binary() {
        return Optional.ofNullable(BINARY.get(javaType));
    }

    /** Whether a setting can make a text of a NULL in the array, where it is not sent in binary form. */
    boolean mayTakeNullForText() {
        return isUntyped() || javaType == String.class;
    }

    /**
     * The array of values. Arrays of arrays would be unnested to their elements, so they travel as texts.
     *
     * @param table the table, of whose column values without a type are
     */
    String array(String table) {
        if (isUntyped()) {
            return "COALESCE(?, ARRAY(SELECT _t." + name + " FROM " + table + " AS _t WHERE FALSE))";
        }
        if (isArray()) {
            return "string_to_array(?, chr(" + (int) CutText.END + "), chr(" + (int) CutText.NULL + "))";
        }
        return "?::" + type() + "[]";
    }

    /** What the driver gives as type to a single value, if it is one that {@link #isKnown}, and neither untyped nor an array. */
    String type() {
        return Objects.requireNonNull(TYPES.get(javaType));
    }

    /** What is read from the array, as the driver would send it. */
    String cast(String value) {
        return isNull()
                ? "NULL"
                : elementType().map(type -> value + "::" + type + "[]").orElse(value);
    }
}
