package io.github.ifmatch.type;

import java.math.BigDecimal;
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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The column types that need no declaration: JDBC 4.2 (tables B-4 and B-5), enums by name, Instant, UUID, arrays. */
final class BuiltInTypes {

    /** Those that were asked for: each is made when it is first, for an application needs few of them. */
    private static final Map<Class<?>, ColumnType<?>> MADE = new ConcurrentHashMap<>();

    private BuiltInTypes() {}

    /** One type for each class, so that it can be known again. */
    private static @Nullable ColumnType<?> builtIn(Class<?> javaType) {
        ColumnType<?> known = MADE.get(javaType);
        if (known != null) {
            return known;
        }
        ColumnType<?> type = make(javaType);
        ColumnType<?> other = type == null ? null : MADE.putIfAbsent(javaType, type);
        return other == null ? type : other;
    }

    private static @Nullable ColumnType<?> make(Class<?> javaType) {
        return switch (javaType.getName()) {
            case "java.lang.Boolean" ->
                zeroed(Types.BOOLEAN, PreparedStatement::setBoolean, ResultSet::getBoolean, false);
            case "java.lang.Byte" -> zeroed(Types.TINYINT, PreparedStatement::setByte, ResultSet::getByte, (byte) 0);
            case "java.lang.Short" ->
                zeroed(Types.SMALLINT, PreparedStatement::setShort, ResultSet::getShort, (short) 0);
            case "java.lang.Integer" -> zeroed(Types.INTEGER, PreparedStatement::setInt, ResultSet::getInt, 0);
            case "java.lang.Long" -> zeroed(Types.BIGINT, PreparedStatement::setLong, ResultSet::getLong, 0L);
            case "java.lang.Float" -> zeroed(Types.REAL, PreparedStatement::setFloat, ResultSet::getFloat, 0f);
            case "java.lang.Double" -> zeroed(Types.DOUBLE, PreparedStatement::setDouble, ResultSet::getDouble, 0d);
            case "java.lang.String" ->
                new Plain<String>(Types.VARCHAR, PreparedStatement::setString, ResultSet::getString);
            case "java.lang.Character" -> type(String.class).as(text -> text.charAt(0), String::valueOf);
            case "java.math.BigDecimal" -> new Decimals();
            case "java.math.BigInteger" -> type(BigDecimal.class).as(BigDecimal::toBigIntegerExact, BigDecimal::new);
            case "java.util.UUID" -> object(UUID.class, Types.OTHER);
            case "[B" -> new Bytes();
            default -> time(javaType.getName());
        };
    }

    private static @Nullable ColumnType<?> time(String javaType) {
        return switch (javaType) {
            case "java.sql.Date" ->
                new Plain<java.sql.Date>(Types.DATE, PreparedStatement::setDate, ResultSet::getDate);
            case "java.sql.Time" ->
                new Plain<java.sql.Time>(Types.TIME, PreparedStatement::setTime, ResultSet::getTime);
            case "java.sql.Timestamp" ->
                new Points<>(
                        new Plain<java.sql.Timestamp>(
                                Types.TIMESTAMP, PreparedStatement::setTimestamp, ResultSet::getTimestamp),
                        java.sql.Timestamp::toInstant);
            case "java.time.LocalDate" -> object(LocalDate.class, Types.DATE);
            case "java.time.LocalTime" -> point(LocalTime.class, Types.TIME, time -> time);
            case "java.time.LocalDateTime" -> point(LocalDateTime.class, Types.TIMESTAMP, at -> at);
            case "java.time.OffsetTime" -> point(OffsetTime.class, Types.TIME_WITH_TIMEZONE, time -> time);
            case "java.time.OffsetDateTime" ->
                point(OffsetDateTime.class, Types.TIMESTAMP_WITH_TIMEZONE, OffsetDateTime::toInstant);
            case "java.time.Instant" -> type(OffsetDateTime.class).as(BuiltInTypes::instant, BuiltInTypes::offset);
            default -> null;
        };
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
        ColumnType<?> type = builtIn(javaType);
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
        return type instanceof EnumType || type instanceof ArrayType || isMade(type);
    }

    private static boolean isMade(ColumnType<?> type) {
        for (ColumnType<?> made : MADE.values()) {
            if (made == type) {
                return true;
            }
        }
        return false;
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

    /** A type whose getter answers a zero for NULL: only a zero must be asked about. */
    private static <T> ColumnType<T> zeroed(int sqlType, Setter<T> setter, Getter<T> getter, T zero) {
        return new Plain<>(sqlType, setter, (row, index) -> {
            T value = getter.get(row, index);
            return zero.equals(value) && row.wasNull() ? null : value;
        });
    }

    private static <T> Plain<T> object(Class<T> javaType, int sqlType) {
        return new Plain<>(sqlType, PreparedStatement::setObject, (row, index) -> row.getObject(index, javaType));
    }

    private static <T> ColumnType<T> point(Class<T> javaType, int sqlType, Function<T, Temporal> point) {
        return new Points<>(object(javaType, sqlType), point);
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
