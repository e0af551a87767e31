package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs and times as text, which the server reads as the column's type: to the microsecond, and the same in every time zone of the
 * JVM. MySQL's driver would send a UUID as a serialised object, and to a MariaDB no fractions of seconds.
 *
 * <p>An instant is the clock of UTC: neither driver, in its default settings, keeps one in the hour that a change of clocks repeats.
 */
final class MariaDbTypes {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

    private MariaDbTypes() {}

    static ColumnType<Object> adapt(Class<?> javaType, ColumnType<Object> type) {
        return switch (javaType.getName()) {
            case "java.util.UUID" ->
                new AsText<>(UUID.class, type, Types.CHAR, UUID::toString, (row, index) -> uuid(row.getString(index)));
            case "java.time.LocalTime" ->
                new AsText<>(
                        LocalTime.class,
                        type,
                        Types.TIME,
                        TIME::format,
                        (row, index) -> row.getObject(index, LocalTime.class));
            case "java.time.LocalDateTime" ->
                new AsText<>(LocalDateTime.class, type, Types.TIMESTAMP, MOMENT::format, MariaDbTypes::moment);
            case "java.time.OffsetDateTime" ->
                new AsText<>(
                        OffsetDateTime.class,
                        type,
                        Types.TIMESTAMP,
                        at -> MOMENT.format(at.withOffsetSameInstant(ZoneOffset.UTC)),
                        (row, index) -> at(moment(row, index), at -> at.atOffset(ZoneOffset.UTC)));
            case "java.time.Instant" ->
                new AsText<>(
                        Instant.class,
                        type,
                        Types.TIMESTAMP,
                        at -> MOMENT.format(at.atOffset(ZoneOffset.UTC)),
                        (row, index) -> at(moment(row, index), at -> at.toInstant(ZoneOffset.UTC)));
            default -> type;
        };
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
