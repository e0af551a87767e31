package io.github.ifmatch.testkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.VersionedRepository;
import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import io.github.ifmatch.testkit.sample.Sample;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each built-in column type: what is written comes back, NULL and the edges included, by every way to write it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TypesContract extends Contract {

    Stream<Sample<?>> samples() {
        return database.samples(all().filter(this::isHeld).map(this::asHeld));
    }

    private boolean isHeld(Sample<?> sample) {
        return (sample.javaType() != OffsetTime.class || database.has(Feature.TIME_WITH_ZONE))
                && (sample.javaType() != BigInteger.class || database.has(Feature.WIDE_NUMBERS))
                && (sample.javaType() != BigDecimal.class || database.has(Feature.EXACT_NUMBERS));
    }

    /** Without the values that only some databases can hold. */
    private Sample<?> asHeld(Sample<?> sample) {
        return sample.where(value -> (isFinite(value) || database.has(Feature.NAN))
                && (!isOfAWideYear(value) || database.has(Feature.WIDE_YEARS))
                && (!isOfManyDigits(value) || database.has(Feature.WIDE_NUMBERS)));
    }

    private static boolean isFinite(Object value) {
        return !(value instanceof Float number && !Float.isFinite(number))
                && !(value instanceof Double twice && !Double.isFinite(twice));
    }

    private static boolean isOfAWideYear(Object value) {
        return value instanceof Temporal time
                && time.isSupported(ChronoField.EPOCH_DAY)
                && (time.get(ChronoField.YEAR) < 1900 || time.get(ChronoField.YEAR) > 9998);
    }

    private static boolean isOfManyDigits(Object value) {
        return value instanceof BigDecimal number && number.precision() > 31;
    }

    private Stream<Sample<?>> all() {
        return Stream.of(
                Sample.of(Boolean.class, "{boolean}", true, false),
                Sample.of(Byte.class, "{tinyint}", Byte.MIN_VALUE, (byte) 0, Byte.MAX_VALUE),
                Sample.of(Short.class, "smallint", Short.MIN_VALUE, (short) 0, Short.MAX_VALUE),
                Sample.of(Integer.class, "integer", Integer.MIN_VALUE, 0, Integer.MAX_VALUE),
                Sample.of(Long.class, "bigint", Long.MIN_VALUE, 0L, Long.MAX_VALUE),
                Sample.of(Float.class, "{real}", -Float.MAX_VALUE, 0F, 0.1F, 1e-37F, Float.MAX_VALUE, Float.NaN),
                Sample.of(
                        Double.class,
                        "{double}",
                        -Double.MAX_VALUE,
                        0.0,
                        0.1,
                        1e-307,
                        Double.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        Double.NaN),
                Sample.of(
                        BigDecimal.class,
                        database.has(Feature.WIDE_NUMBERS) ? "numeric(38, 10)" : "numeric(31, 10)",
                        new BigDecimal("-9999999999999999999999999999.9999999999"),
                        new BigDecimal("0E-10"),
                        new BigDecimal("0.1000000000"),
                        new BigDecimal("9999999999999999999999999999.9999999999")),
                Sample.of(
                        BigInteger.class,
                        "numeric(40, 0)",
                        BigInteger.TEN.pow(39).negate(),
                        BigInteger.ZERO,
                        BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE)),
                Sample.of(Character.class, "varchar(2)", 'a', ' ', '\'', 'ß', 'İ', '\uFFFD'),
                Sample.of(
                        String.class,
                        "varchar(200)",
                        "",
                        " ",
                        " leading and trailing ",
                        "it's \"quoted\" \\ and ? and ; -- and /* */ and $1 and :name and {d '2000-01-01'}",
                        "line\r\nbreak\ttab",
                        "İstanbul ıIiİ ß ﬁ",
                        "e\u0301 and \u00E9",
                        "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67 \uD83C\uDF89",
                        "null",
                        "x".repeat(200)),
                Sample.of(byte[].class, "{binary(256)}", new byte[0], new byte[] {0}, everyByte()),
                Sample.of(
                        Date.class,
                        "date",
                        Date.valueOf("1920-01-01"),
                        Date.valueOf("1986-01-01"),
                        Date.valueOf("9999-12-31")),
                Sample.of(Time.class, "{time}", Time.valueOf("00:00:00"), Time.valueOf("23:59:59")),
                Sample.of(
                        Timestamp.class,
                        "{timestamp(6)}",
                        Timestamp.valueOf("1900-01-01 00:00:00"),
                        Timestamp.valueOf("1986-01-01 00:07:30"),
                        Timestamp.valueOf("2024-03-31 02:30:00.123456")),
                Sample.of(
                        LocalDate.class,
                        "date",
                        LocalDate.of(1, 1, 1),
                        LocalDate.of(1582, 10, 10),
                        LocalDate.of(2024, 2, 29),
                        LocalDate.of(9999, 12, 31)),
                Sample.of(
                        LocalTime.class,
                        "{time(6)}",
                        LocalTime.MIDNIGHT,
                        LocalTime.of(0, 0, 0, 1_000),
                        LocalTime.of(23, 59, 59, 999_999_000)),
                Sample.of(
                        LocalDateTime.class,
                        "{timestamp(6)}",
                        LocalDateTime.of(1, 1, 1, 0, 0),
                        LocalDateTime.of(1986, 1, 1, 0, 7, 30),
                        LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_000)),
                Sample.of(
                        OffsetTime.class,
                        "{time with zone(6)}",
                        OffsetTime.of(0, 0, 0, 0, ZoneOffset.UTC),
                        OffsetTime.of(12, 30, 15, 123_456_000, ZoneOffset.ofHoursMinutes(5, 45)),
                        OffsetTime.of(23, 59, 59, 0, ZoneOffset.ofHours(-9))),
                Sample.of(
                        OffsetDateTime.class,
                        "{instant(6)}",
                        OffsetDateTime.of(1, 1, 2, 0, 0, 0, 0, ZoneOffset.UTC),
                        OffsetDateTime.of(2024, 3, 31, 2, 30, 0, 123_456_000, ZoneOffset.ofHoursMinutes(5, 45)),
                        OffsetDateTime.of(9999, 12, 30, 23, 59, 59, 0, ZoneOffset.ofHours(-9))),
                Sample.of(
                        Instant.class,
                        "{instant(6)}",
                        Instant.parse("0001-01-02T00:00:00Z"),
                        Instant.EPOCH,
                        Instant.parse("2024-10-27T00:30:00.123456Z"),
                        Instant.parse("9999-12-30T23:59:59.999999Z")),
                Sample.of(
                        UUID.class,
                        "{uuid}",
                        new UUID(0, 0),
                        new UUID(-1, -1),
                        UUID.fromString("3f2504e0-4f89-11d3-9a0c-0305e82c3301")));
    }

    private static byte[] everyByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        return all;
    }

    private VersionedRepository<Sample.Row, Long> rows(Sample<?> sample) {
        database.drop("samples");
        database.execute(
                "CREATE TABLE samples (id {identity}, sample " + sample.sqlType() + ", version bigint NOT NULL)");
        return database.repository(sample.table());
    }

    private static void assertHolds(Sample.Row row, Object value, long version) {
        if (value instanceof OffsetDateTime time) {
            assertThat((OffsetDateTime) row.value()).isAtSameInstantAs(time);
        } else {
            assertThat(row.value()).isEqualTo(value);
        }
        assertThat(row.version()).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void insert_everyValue(Sample<?> sample) {
        VersionedRepository<Sample.Row, Long> rows = rows(sample);

        for (Object value : sample.valuesAndNulls()) {
            Sample.Row stored = rows.insert(new Sample.Row(0, value, 0));
            assertHolds(stored, value, 1);
            assertHolds(rows.get(stored.id()), value, 1);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void update_everyValue(Sample<?> sample) {
        VersionedRepository<Sample.Row, Long> rows = rows(sample);
        Sample.Row row = rows.insert(new Sample.Row(0, null, 0));

        for (Object value : sample.valuesAndNulls()) {
            long next = row.version() + 1;
            row = rows.update(new Sample.Row(row.id(), value, row.version()));
            assertHolds(row, value, next);
            assertHolds(rows.get(row.id()), value, next);
        }
    }

    /** All values at once, then each row gets another's. */
    @ParameterizedTest
    @MethodSource("samples")
    void batch_everyValue(Sample<?> sample) {
        VersionedRepository<Sample.Row, Long> rows = rows(sample);
        List<Object> values = new ArrayList<>(sample.valuesAndNulls());

        List<Sample.Row> inserted = rows.insertAll(
                values.stream().map(value -> new Sample.Row(0, value, 0)).toList());
        assertHold(inserted, values, 1);

        Collections.rotate(values, 1);
        List<Sample.Row> mine = new ArrayList<>();
        inserted.forEach(row -> mine.add(new Sample.Row(row.id(), values.get(mine.size()), row.version())));
        List<Sample.Row> updated = rows.updateAll(mine);
        assertHold(updated, values, 2);
        assertHold(rows.deleteAll(updated), values, 2);
        assertHold(rows.insertAll(updated), values, 1);
    }

    private static void assertHold(List<Sample.Row> rows, List<?> values, long version) {
        assertThat(rows).hasSameSizeAs(values);
        for (int i = 0; i < values.size(); i++) {
            assertHolds(rows.get(i), values.get(i), version);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void patch_everyValue(Sample<?> sample) {
        VersionedRepository<Sample.Row, Long> rows = rows(sample);
        Sample.Row row = rows.insert(new Sample.Row(0, sample.values().get(0), 0));

        for (Object value : sample.valuesAndNulls()) {
            long next = row.version() + 1;
            Map<String, Object> named = new HashMap<>();
            named.put("value", value);
            row = rows.patch(row.id(), row.version(), named);
            assertHolds(row, value, next);
        }
        for (Object value : sample.values()) {
            long next = row.version() + 1;
            row = rows.patch(row, new Sample.Row(row.id(), value, row.version()));
            assertHolds(row, value, next);
        }
    }

    /** A write that was made twice is recognised, whatever the type. */
    @ParameterizedTest
    @MethodSource("samples")
    void looksApplied_everyType(Sample<?> sample) {
        VersionedRepository<Sample.Row, Long> rows = rows(sample);
        Sample.Row row = rows.insert(new Sample.Row(0, null, 0));
        List<?> values = sample.values();
        Sample.Row mine = new Sample.Row(row.id(), values.get(values.size() - 1), 1);
        rows.update(mine);

        assertThat(rows.tryUpdate(mine)
                        .<Boolean>fold(applied -> false, conflict -> conflict.looksApplied(), missing -> false))
                .isTrue();
    }

    /** A row with a component of each primitive and each wrapper. */
    private record Plain(
            long id,
            boolean flag,
            byte tiny,
            short small,
            int whole,
            long big,
            float single,
            double twice,
            char letter,
            Boolean flagOrNull,
            Byte tinyOrNull,
            Short smallOrNull,
            Integer wholeOrNull,
            Long bigOrNull,
            Float singleOrNull,
            Double twiceOrNull,
            Character letterOrNull,
            long version) {}

    @Test
    void primitivesAndWrappers() {
        database.drop("plain");
        database.execute(
                "CREATE TABLE plain (id bigint PRIMARY KEY, flag {boolean}, tiny {tinyint}, small smallint, whole integer,"
                        + " big bigint, single {real}, twice {double}, letter char(1), flag_or_null {boolean},"
                        + " tiny_or_null {tinyint}, small_or_null smallint, whole_or_null integer, big_or_null bigint,"
                        + " single_or_null {real}, twice_or_null {double}, letter_or_null char(1),"
                        + " version bigint)");
        VersionedRepository<Plain, Long> rows =
                database.repository(io.github.ifmatch.Table.of(Plain.class, Long.class));
        Plain empty = new Plain(
                1, false, (byte) 0, (short) 0, 0, 0, 0, 0, 'z', null, null, null, null, null, null, null, null, 1);
        Plain full = new Plain(
                1, true, (byte) 1, (short) 2, 3, 4, 5, 6, 'x', true, (byte) 1, (short) 2, 3, 4L, 5F, 6.0, 'y', 1);

        assertThat(rows.insert(empty)).isEqualTo(empty);
        assertThat(rows.patch(empty, full))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(full);
        assertThat(rows.get(1L))
                .usingRecursiveComparison()
                .ignoringFields("version")
                .isEqualTo(full);
    }

    private record Rounded(long id, BigDecimal amount, LocalDateTime at, String padded, long version) {}

    /** What comes back is what the table holds, not what was sent. */
    @Test
    void stored_asTheColumnRounds() {
        needs(Feature.EXACT_NUMBERS, Feature.TIMES_ROUNDED);
        database.drop("rounded");
        database.execute(
                "CREATE TABLE rounded (id bigint PRIMARY KEY, amount numeric(8, 2), {'at'} {timestamp(3)}, padded char(4),"
                        + " version bigint)");
        VersionedRepository<Rounded, Long> rows =
                database.repository(io.github.ifmatch.Table.of(Rounded.class, Long.class));

        Rounded stored = rows.insert(
                new Rounded(1, new BigDecimal("1.239"), LocalDateTime.of(2024, 1, 1, 0, 0, 0, 123_456_789), "ab", 0));

        String padded = database.has(Feature.CHAR_PADDED) ? "ab  " : "ab";
        assertThat(stored)
                .isEqualTo(new Rounded(
                        1, new BigDecimal("1.24"), LocalDateTime.of(2024, 1, 1, 0, 0, 0, 123_000_000), padded, 1));
        assertThat(rows.get(1L)).isEqualTo(stored);
        assertThat(rows.update(stored).amount()).isEqualTo(new BigDecimal("1.24"));
    }
}
