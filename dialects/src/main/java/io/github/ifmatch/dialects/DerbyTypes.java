package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * UUIDs and times as text, which Derby reads as the column's type: its driver binds neither by {@code setObject}. The same in every time
 * zone of the JVM, which {@link java.sql.Timestamp} would not be: it skips an hour a year.
 *
 * <p>A time has whole seconds, a timestamp nine digits; an instant is the clock of UTC. (Reference manual, "TIME", "TIMESTAMP".)
 */
final class DerbyTypes {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter();

    private static final List<AsText<?>> TYPES = List.of(
            type(UUID.class, Types.CHAR, UUID::toString, text -> UUID.fromString(text.strip())),
            type(LocalDate.class, Types.DATE, LocalDate::toString, LocalDate::parse),
            type(LocalTime.class, Types.TIME, TIME::format, LocalTime::parse),
            moments(LocalDateTime.class, at -> at, at -> at),
            moments(
                    OffsetDateTime.class,
                    at -> at.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime(),
                    at -> at.atOffset(ZoneOffset.UTC)),
            moments(
                    Instant.class,
                    at -> LocalDateTime.ofInstant(at, ZoneOffset.UTC),
                    at -> at.toInstant(ZoneOffset.UTC)));

    private DerbyTypes() {}

    /** The type is known by itself: a component may be of a more general class than its column's type. */
    static ColumnType<Object> adapt(ColumnType<Object> type) {
        for (AsText<?> text : TYPES) {
            if (text.stored() == type) {
                return text;
            }
        }
        return type;
    }

    private static <T> AsText<T> moments(
            Class<T> javaType, Function<T, LocalDateTime> toClock, Function<LocalDateTime, T> fromClock) {
        return type(
                javaType,
                Types.TIMESTAMP,
                value -> MOMENT.format(toClock.apply(value)),
                text -> fromClock.apply(LocalDateTime.parse(text, MOMENT)));
    }

    @SuppressWarnings("unchecked")
    private static <T> AsText<T> type(
            Class<T> javaType, int sqlType, Function<T, String> text, Function<String, T> value) {
        return new AsText<>(javaType, (ColumnType<Object>) ColumnType.of(javaType), sqlType, text, value);
    }

    /**
     * A class whose values are bound and read as text.
     *
     * @param stored the built-in type, which says which values are the same
     */
    private record AsText<T>(
            Class<T> javaType,
            ColumnType<Object> stored,
            int sqlType,
            Function<T, String> text,
            Function<String, T> value)
            implements ColumnType<Object> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object bound) throws SQLException {
            if (bound == null) {
                statement.setNull(index, sqlType);
            } else {
                statement.setString(index, text.apply(javaType.cast(bound)));
            }
        }

        @Override
        public @Nullable Object read(ResultSet row, int index) throws SQLException {
            String found = row.getString(index);
            return found == null ? null : value.apply(found);
        }

        @Override
        public boolean same(Object one, Object other) {
            return stored.same(one, other);
        }

        @Override
        public Optional<Object> plain(Object bound) {
            return Optional.of(text.apply(javaType.cast(bound)));
        }
    }
}
