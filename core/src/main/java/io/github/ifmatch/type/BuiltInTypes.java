package io.github.ifmatch.type;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The column types that need no declaration: JDBC 4.2 (tables B-4 and B-5), enums by name, Instant, UUID, arrays. */
final class BuiltInTypes {

    private static final Map<Class<?>, ColumnType<?>> TYPES = new HashMap<>();

    private BuiltInTypes() {}

    static {
        add(Boolean.class, Types.BOOLEAN, PreparedStatement::setBoolean, ResultSet::getBoolean, false);
        add(Byte.class, Types.TINYINT, PreparedStatement::setByte, ResultSet::getByte, (byte) 0);
        add(Short.class, Types.SMALLINT, PreparedStatement::setShort, ResultSet::getShort, (short) 0);
        add(Integer.class, Types.INTEGER, PreparedStatement::setInt, ResultSet::getInt, 0);
        add(Long.class, Types.BIGINT, PreparedStatement::setLong, ResultSet::getLong, 0L);
        add(Float.class, Types.REAL, PreparedStatement::setFloat, ResultSet::getFloat, 0f);
        add(Double.class, Types.DOUBLE, PreparedStatement::setDouble, ResultSet::getDouble, 0d);
        addNullable(String.class, Types.VARCHAR, PreparedStatement::setString, ResultSet::getString);
        addNullable(java.sql.Date.class, Types.DATE, PreparedStatement::setDate, ResultSet::getDate);
        addNullable(java.sql.Time.class, Types.TIME, PreparedStatement::setTime, ResultSet::getTime);
        Plain<java.sql.Timestamp> timestamp =
                new Plain<>(Types.TIMESTAMP, PreparedStatement::setTimestamp, ResultSet::getTimestamp);
        put(java.sql.Timestamp.class, new Points<>(timestamp, java.sql.Timestamp::toInstant));
        addObject(LocalDate.class, Types.DATE);
        addPoint(LocalTime.class, Types.TIME, time -> time);
        addPoint(LocalDateTime.class, Types.TIMESTAMP, at -> at);
        addPoint(OffsetTime.class, Types.TIME_WITH_TIMEZONE, time -> time);
        addPoint(OffsetDateTime.class, Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime::toInstant);
        addObject(UUID.class, Types.OTHER);
        put(BigDecimal.class, new Decimals());
        put(byte[].class, new Bytes());
        put(BigInteger.class, type(BigDecimal.class).as(BigDecimal::toBigIntegerExact, BigDecimal::new));
        put(Instant.class, type(OffsetDateTime.class).as(BuiltInTypes::instant, BuiltInTypes::offset));
        put(Character.class, type(String.class).as(text -> text.charAt(0), String::valueOf));
    }

    /** The ends of time stand for PostgreSQL's {@code infinity}; as an instant, too, they are the first and the last. */
    private static Instant instant(OffsetDateTime at) {
        if (at.equals(OffsetDateTime.MAX)) {
            return Instant.MAX;
        }
        return at.equals(OffsetDateTime.MIN) ? Instant.MIN : at.toInstant();
    }

    private static OffsetDateTime offset(Instant at) {
        if (at.equals(Instant.MAX)) {
            return OffsetDateTime.MAX;
        }
        return at.equals(Instant.MIN) ? OffsetDateTime.MIN : at.atOffset(ZoneOffset.UTC);
    }

    /** The type for a class, which may be an enum or an array of a built-in type. */
    @SuppressWarnings("unchecked")
    static <T> Optional<ColumnType<T>> find(Class<T> javaType) {
        ColumnType<?> type = TYPES.get(javaType);
        if (type == null && javaType.isEnum()) {
            type = enumeration(javaType);
        }
        if (type == null && javaType.isArray()) {
            type = ArrayType.find(javaType).orElse(null);
        }
        return Optional.ofNullable((ColumnType<T>) type);
    }

    /** Whether this is a type of ours, which a dialect may bind in another way; never so one of the caller's own. */
    static boolean contains(ColumnType<?> type) {
        return type instanceof EnumType || type instanceof ArrayType || TYPES.containsValue(type);
    }

    /** Whether what is bound is the value itself, of a class that JDBC knows, or an array of such. */
    static boolean isBoundAsItIs(ColumnType<?> type) {
        return type instanceof Plain
                || type instanceof Points
                || type instanceof Decimals
                || type instanceof Bytes
                || type instanceof ArrayType;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ColumnType<?> enumeration(Class<?> javaType) {
        Class<? extends Enum> enumType = (Class<? extends Enum>) javaType;
        return new EnumType<>(enumType);
    }

    private static <T> ColumnType<T> type(Class<T> javaType) {
        return find(javaType).orElseThrow();
    }

    private static <T> void put(Class<T> javaType, ColumnType<T> type) {
        TYPES.put(javaType, type);
    }

    /** A type whose getter answers a zero for NULL: only a zero must be asked about. */
    private static <T> void add(Class<T> javaType, int sqlType, Setter<T> setter, Getter<T> getter, T zero) {
        addNullable(javaType, sqlType, setter, (row, index) -> {
            T value = getter.get(row, index);
            return zero.equals(value) && row.wasNull() ? null : value;
        });
    }

    private static <T> void addObject(Class<T> javaType, int sqlType) {
        addNullable(javaType, sqlType, PreparedStatement::setObject, (row, index) -> row.getObject(index, javaType));
    }

    private static <T> void addNullable(Class<T> javaType, int sqlType, Setter<T> setter, Getter<T> getter) {
        put(javaType, new Plain<>(sqlType, setter, getter));
    }

    private static <T> void addPoint(Class<T> javaType, int sqlType, Function<T, Temporal> point) {
        put(
                javaType,
                new Points<>(
                        new Plain<>(
                                sqlType, PreparedStatement::setObject, (row, index) -> row.getObject(index, javaType)),
                        point));
    }

    private interface Setter<T> {
        void set(PreparedStatement statement, int index, T value) throws SQLException;
    }

    private interface Getter<T> {
        @Nullable
        T get(ResultSet row, int index) throws SQLException;
    }

    /** A type that the driver has a setter and a getter for. */
    private record Plain<T>(int sqlType, Setter<T> setter, Getter<T> getter) implements ColumnType<T> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException {
            if (value == null) {
                statement.setNull(index, sqlType);
            } else {
                setter.set(statement, index, value);
            }
        }

        @Override
        public @Nullable T read(ResultSet row, int index) throws SQLException {
            return getter.get(row, index);
        }
    }

    /** Decimals: 1.0 and 1.00 are the same to a column, which has a scale of its own. */
    private static final class Decimals implements ColumnType<BigDecimal> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable BigDecimal value) throws SQLException {
            statement.setBigDecimal(index, value);
        }

        @Override
        public @Nullable BigDecimal read(ResultSet row, int index) throws SQLException {
            return row.getBigDecimal(index);
        }

        @Override
        public boolean same(BigDecimal one, BigDecimal other) {
            return one.compareTo(other) == 0;
        }
    }

    /**
     * Points in time: databases keep microseconds and round, so what lies closer is the same; an offset is the database's to
     * choose.
     */
    private record Points<T>(Plain<T> plain, Function<T, Temporal> point) implements ColumnType<T> {

        private static final Duration ROUNDED = Duration.ofNanos(1_000);

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable T value) throws SQLException {
            plain.bind(statement, index, value);
        }

        @Override
        public @Nullable T read(ResultSet row, int index) throws SQLException {
            return plain.read(row, index);
        }

        @Override
        public boolean same(T one, T other) {
            return Duration.between(point.apply(one), point.apply(other)).abs().compareTo(ROUNDED) < 0;
        }
    }

    /** Binary columns. */
    private static final class Bytes implements ColumnType<byte[]> {

        @Override
        public void bind(PreparedStatement statement, int index, byte @Nullable [] value) throws SQLException {
            statement.setBytes(index, value);
        }

        @Override
        public byte @Nullable [] read(ResultSet row, int index) throws SQLException {
            return row.getBytes(index);
        }

        @Override
        public boolean same(byte[] one, byte[] other) {
            return Arrays.equals(one, other);
        }
    }
}
