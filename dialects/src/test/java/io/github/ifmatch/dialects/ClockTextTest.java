package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of a fixed length: held against the JDK's formatter. */
class ClockTextTest {

    private static final DateTimeFormatter NANOS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");

    private static final String FULL = "2026-01-02T03:04:05.123456789";

    private static Stream<LocalDateTime> moments() {
        LocalDate day = LocalDate.of(2024, 2, 29);
        Stream<LocalDateTime> each = Stream.of(
                        LocalTime.MIDNIGHT,
                        LocalTime.of(0, 1),
                        LocalTime.of(0, 0, 1),
                        LocalTime.of(0, 0, 0, 1_000_000),
                        LocalTime.of(0, 0, 0, 1_000),
                        LocalTime.of(0, 0, 0, 1),
                        LocalTime.of(12, 30, 45, 120_000_000),
                        LocalTime.MAX)
                .map(day::atTime);
        Random random = new Random(1);
        Stream<LocalDateTime> any = Stream.generate(() -> LocalDate.ofEpochDay(random.nextInt(-700_000, 2_900_000))
                        .atTime(LocalTime.ofNanoOfDay(random.nextLong(LocalTime.MAX.toNanoOfDay()))))
                .limit(50);
        Stream<LocalDateTime> ends = Stream.of(
                LocalDateTime.of(0, 1, 1, 0, 0),
                LocalDateTime.of(9999, 12, 31, 23, 59, 59, 999_999_999),
                LocalDateTime.of(12_345, 6, 7, 8, 9),
                LocalDateTime.of(-1, 1, 1, 0, 0));
        return Stream.of(each, any, ends).flatMap(some -> some);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void written_asByAFormatter(LocalDateTime at) {
        assertThat(ClockText.nanos(at, 'T')).isEqualTo(NANOS.format(at));
        assertThat(ClockText.micros(at, ' ')).isEqualTo(MICROS.format(at));
        assertThat(ClockText.nanos(at.toLocalTime())).isEqualTo(TIME.format(at.toLocalTime()));
    }

    @ParameterizedTest
    @MethodSource("moments")
    void read_asWritten(LocalDateTime at) {
        String text = ClockText.nanos(at, 'T');

        if (at.getYear() >= 0 && at.getYear() <= 9999) {
            assertThat(ClockText.moment(text, text.length())).contains(at);
            assertThat(ClockText.moment(text + "Z", text.length())).contains(at);
        } else {
            assertThat(ClockText.moment(text, text.length())).isEmpty();
        }
    }

    /** Not by this class: a parser takes them, or refuses them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-01-02T03:04:05.12345678",
                "2026-01-02 03:04:05.123456789",
                "2026-01-02T03:04:05,123456789",
                "2026-01-02T03:04:05.12345678Z",
                "+026-01-02T03:04:05.123456789",
                "2026-01-02T03:04:05.1234-6789",
                "\u0662\u0660\u0662\u0666-01-02T03:04:05.123456789"
            })
    void otherForms_areNotRead(String text) {
        assertThat(ClockText.moment(text, text.length())).isEmpty();
    }

    @Test
    void tooLarge_isRefused() {
        assertThat(ClockText.moment(FULL, FULL.length())).isPresent();
        assertThatThrownBy(() -> ClockText.moment(FULL.replace("-02T", "-32T"), FULL.length()))
                .isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> ClockText.moment(FULL.replace("T03", "T24"), FULL.length()))
                .isInstanceOf(DateTimeException.class);
    }
}
