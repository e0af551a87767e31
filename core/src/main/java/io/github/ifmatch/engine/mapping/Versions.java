package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import io.github.ifmatch.type.VersionSource;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The counter in the widths that a version may have, times, as microseconds since the epoch, and UUIDs, as 63 bits of theirs. */
public final class Versions {

    private static final Set<Class<?>> TIMES = Set.of(Instant.class, OffsetDateTime.class, LocalDateTime.class);
    private static final int NANOS_PER_MICRO = 1_000;

    /** Years of four digits, which every database can be asked for. */
    private static final long FIRST_TIME =
            micros(Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(), 0);

    private static final long LAST_TIME =
            micros(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond(), 999_999_000);

    /** Brings the first bit of a UUID's version (RFC 9562 §4.2) to the sign, which is dropped: of the time no bit is. */
    private static final int UUID_TURN = 48;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Versions() {}

    static boolean isVersion(Class<?> type) {
        Class<?> wrapper = Primitives.wrapper(type);
        return wrapper == Long.class || wrapper == Integer.class || wrapper == Short.class;
    }

    /** Whether it is a time, of which no next one can be reckoned. */
    public static boolean isTime(Class<?> type) {
        return TIMES.contains(type);
    }

    /** Whether it is a UUID, which as a number is the exclusive or of its halves, but for one bit. */
    public static boolean isUuid(Class<?> type) {
        return type == UUID.class;
    }

    /** A version that nobody can guess, and that does not come again; above 0, which no stored row is at. */
    static long random() {
        return RANDOM.nextLong(1, Long.MAX_VALUE);
    }

    /**
     * The version that an update gives, where updates give them: one that the row did not have before.
     *
     * @param held the version that the row has; 0 if that is not known
     */
    public static long next(VersionSource source, long held) {
        return source == VersionSource.TIME
                ? Math.max(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()), held + 1)
                : random();
    }

    /**
     * The version of a row that is to be checked. Null is no version: of counters it is 0, which no row is at, but of UUIDs it would be that of
     * the nil one.
     *
     * @throws IllegalArgumentException if it is a UUID, and null
     */
    public static <R> long expected(Mapping<R, ?> mapping, R row) {
        Column version = mapping.versionColumn();
        if (isUuid(version.javaType()) && version.value(row) == null) {
            throw new IllegalArgumentException("row must have a version: " + version + " is null");
        }
        return mapping.version(row);
    }

    /** The version of a row that is written whatever stands in its place; 0 where the component is none that a row can be at. */
    public static <R> long held(Mapping<R, ?> mapping, R row) {
        try {
            return mapping.version(row);
        } catch (MappingException ofAnotherPrecision) {
            return 0;
        }
    }

    /** The last version that the type can hold. */
    public static long last(Class<?> type) {
        if (type == short.class || type == Short.class) {
            return Short.MAX_VALUE;
        }
        return type == int.class || type == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }

    /** Whether the type can hold the version. */
    static boolean canHold(Class<?> type, long version) {
        if (isTime(type)) {
            return version >= FIRST_TIME && version <= LAST_TIME;
        }
        if (isUuid(type)) {
            return version >= 0;
        }
        return version <= last(type) && version >= -last(type) - 1;
    }

    /** The SQL type whose last number this is; empty if it is none's. */
    public static String widthThatEndsAt(long version) {
        return version == Long.MAX_VALUE
                ? "BIGINT"
                : version == Integer.MAX_VALUE ? "INTEGER" : version == Short.MAX_VALUE ? "SMALLINT" : "";
    }

    /** The SQL type of a component that is narrower than a column can be; empty for the widest. */
    public static String sqlType(Class<?> type) {
        return last(type) == Long.MAX_VALUE ? "" : widthThatEndsAt(last(type));
    }

    /** The version that a component shows; 0 for null. */
    static long number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Instant time) {
            return micros(time.getEpochSecond(), time.getNano());
        }
        if (value instanceof OffsetDateTime time) {
            return number(time.toInstant());
        }
        if (value instanceof UUID uuid) {
            long both = uuid.getMostSignificantBits() ^ uuid.getLeastSignificantBits();
            return Long.rotateLeft(both, UUID_TURN) & Long.MAX_VALUE;
        }
        return value instanceof LocalDateTime time ? number(time.toInstant(ZoneOffset.UTC)) : 0;
    }

    private static long micros(long seconds, int nanos) {
        try {
            if (nanos % NANOS_PER_MICRO == 0) {
                return Math.addExact(Math.multiplyExact(seconds, 1_000_000L), nanos / NANOS_PER_MICRO);
            }
        } catch (ArithmeticException e) {
            throw new MappingException("a version that is a time must lie within 292,000 years", e);
        }
        throw new MappingException("a version that is a time must be of whole microseconds");
    }

    private static Object time(Class<?> type, long micros) {
        Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        if (type == Instant.class) {
            return time;
        }
        OffsetDateTime ofUtc = time.atOffset(ZoneOffset.UTC);
        return type == OffsetDateTime.class ? ofUtc : ofUtc.toLocalDateTime();
    }

    /**
     * Of the 2⁵⁹ UUIDs of version 4 (RFC 9562 §5.4) that are this number, always the same one: its other bits follow from the number, mixed
     * so that they look drawn (the last steps of SplitMix64).
     */
    private static UUID uuid(long number) {
        long mixed = (number ^ (number >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        mixed ^= mixed >>> 31;
        long both = Long.rotateRight(number ^ (mixed & Long.MIN_VALUE), UUID_TURN);
        long variant = (mixed & 0x3FFF_FFFF_FFFF_0FFFL) | Long.MIN_VALUE;
        long low = variant | ((both ^ 0x4000) & 0xF000);
        return new UUID(low ^ both, low);
    }

    /** The version as the component's type; of a UUID, one that is this version. */
    public static Object exactly(Class<?> type, long version) {
        if (type == long.class || type == Long.class) {
            return version;
        }
        if (!canHold(type, version)) {
            throw new IllegalArgumentException(
                    "version must fit a " + Primitives.wrapper(type).getSimpleName() + ": " + version);
        }
        if (isTime(type)) {
            return time(type, version);
        }
        if (isUuid(type)) {
            return uuid(version);
        }
        return last(type) == Integer.MAX_VALUE ? (Object) (int) version : (Object) (short) version;
    }

    /** Reads a NULL version as 0. */
    record Adopted(ColumnType<Object> stored, Object zero) implements ColumnType<Object> {

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
            stored.bind(statement, index, value);
        }

        @Override
        public Object read(ResultSet row, int index) throws SQLException {
            Object value = stored.read(row, index);
            return value == null ? zero : value;
        }
    }
}
