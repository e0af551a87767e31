package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs and times as text, which the server reads as the column's type: to the microsecond, and the same in every time zone of the
 * JVM. MySQL's driver would send a UUID as a serialised object, and to a MariaDB no fractions of seconds.
 *
 * <p>An instant is the clock of UTC: neither driver, in its default settings, keeps one in the hour that a change of clocks repeats. A
 * {@link Timestamp} is the clock of the JVM, as it is for the drivers.
 */
final class MariaDbTypes {

    private MariaDbTypes() {}

    /** The type is known by itself: a component may be of a more general class than its column's type. */
    static ColumnType<Object> adapt(ColumnType<Object> type) {
        if (isOf(UUID.class, type)) {
            return new AsText<>(
                    UUID.class, type, Types.CHAR, UUID::toString, (row, index) -> uuid(row.getString(index)));
        }
        if (isOf(LocalTime.class, type)) {
            return new AsText<>(
                    LocalTime.class,
                    type,
                    Types.TIME,
                    ClockText::micros,
                    (row, index) -> row.getObject(index, LocalTime.class));
        }
        if (isOf(LocalDateTime.class, type)) {
            return moments(LocalDateTime.class, type, at -> at, at -> at);
        }
        if (isOf(Timestamp.class, type)) {
            return moments(Timestamp.class, type, Timestamp::toLocalDateTime, Timestamp::valueOf);
        }
        if (isOf(OffsetDateTime.class, type)) {
            return moments(
                    OffsetDateTime.class,
                    type,
                    at -> at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(),
                    at -> at.atOffset(ZoneOffset.UTC));
        }
        return isOf(Instant.class, type)
                ? moments(
                        Instant.class,
                        type,
                        at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC),
                        at -> at.toInstant(ZoneOffset.UTC))
                : type;
    }

    private static boolean isOf(Class<?> javaType, ColumnType<Object> type) {
        return ColumnType.of(javaType) == type;
    }

    private static <T> ColumnType<Object> moments(
            Class<T> javaType,
            ColumnType<Object> type,
            Function<T, LocalDateTime> toClock,
            Function<LocalDateTime, T> fromClock) {
        return new AsText<>(
                javaType,
                type,
                Types.TIMESTAMP,
                value -> ClockText.micros(toClock.apply(value), ' '),
                (row, index) -> at(moment(row, index), fromClock));
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        return text == null ? null : UUID.fromString(text);
    }

    private static @Nullable LocalDateTime moment(ResultSet row, int index) throws SQLException {
        return row.getObject(index, LocalDateTime.class);
    }

    private static <T> @Nullable T at(@Nullable LocalDateTime moment, Function<LocalDateTime, T> at) {
        return moment == null ? null : at.apply(moment);
    }

    private interface Getter<T> {
        @Nullable
        T get(ResultSet row, int index) throws SQLException;
    }

    /**
     * A class whose values are bound as text.
     *
     * @param stored which values are the same
     */
    private record AsText<T>(
            Class<T> javaType, ColumnType<Object> stored, int sqlType, Function<T, String> text, Getter<T> getter)
            implements ColumnType<Object> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            if (value == null) {
                statement.setNull(index, sqlType);
            } else {
                statement.setString(index, text.apply(javaType.cast(value)));
            }
        }

        @Override
        public @Nullable Object read(ResultSet row, int index) throws SQLException {
            return getter.get(row, index);
        }

        @Override
        public boolean same(Object one, Object other) {
            return stored.same(one, other);
        }

        @Override
        public Optional<Object> plain(Object value) {
            return Optional.of(text.apply(javaType.cast(value)));
        }
    }
}
