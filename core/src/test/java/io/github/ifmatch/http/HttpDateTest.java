package io.github.ifmatch.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.tool.Properties;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9110 §5.6.7. */
class HttpDateTest {

    private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @ValueSource(
            strings = {"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"})
    void parse_threeForms(String text) {
        assertThat(HttpDate.parse(text)).contains(EXAMPLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "tomorrow",
                "1994-11-06T08:49:37Z",
                "784111777",
                "Sun, 6 Nov 1994 08:49:37 GMT", // two digits
                "Sun, 06 Nov 94 08:49:37 GMT",
                "sun, 06 nov 1994 08:49:37 gmt", // case-sensitive
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49 GMT",
                "Sun,  06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                "Mon, 06 Nov 1994 08:49:37 GMT", // it was a Sunday
                "Sun, 31 Nov 1994 08:49:37 GMT",
                "Tue, 29 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:00 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06-Nov-94 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov 6 08:49:37 1994",
                "Sun Nov 06 08:49:37 1994 GMT",
                "Sun, \u0660\u0666 Nov 1994 08:49:37 GMT"
            })
    void parse_none(String text) {
        assertThat(HttpDate.parse(text)).isEmpty();
    }

    @Test
    void parse_leapSecond() {
        assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT")).contains(Instant.parse("2016-12-31T23:59:59Z"));
        assertThat(HttpDate.parse("Thu, 29 Feb 2024 00:00:00 GMT")).contains(Instant.parse("2024-02-29T00:00:00Z"));
    }

    /** Two digits: what seems to be more than 50 years ahead is of the past. */
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T00:00:00Z, 'Wednesday, 01-Jul-76 00:00:00 GMT', 2076-07-01T00:00:00Z",
        "2026-07-01T00:00:00Z, 'Friday, 02-Jul-76 00:00:00 GMT', 1976-07-02T00:00:00Z",
        "2026-07-01T00:00:00Z, 'Sunday, 06-Nov-94 08:49:37 GMT', 1994-11-06T08:49:37Z",
        "2026-07-01T00:00:00Z, 'Tuesday, 29-Feb-00 00:00:00 GMT', 2000-02-29T00:00:00Z",
        "1999-12-31T00:00:00Z, 'Saturday, 01-Jan-00 00:00:00 GMT', 2000-01-01T00:00:00Z"
    })
    void parse_twoDigitYear(Instant now, String text, Instant expected) {
        assertThat(HttpDate.parse(text, Clock.fixed(now, ZoneOffset.ofHours(9))))
                .contains(expected);
    }

    @Test
    void format_ofAnyLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(HttpDate.format(EXAMPLE.plusMillis(999))).isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
        } finally {
            Locale.setDefault(before);
        }
        assertThatThrownBy(() -> HttpDate.format(Instant.MAX)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void format_isRead() {
        Instant last = Instant.parse("9999-12-31T23:59:59Z");
        Properties.hold(random -> {
            Instant any = Instant.ofEpochSecond(random.nextLong(-62_167_219_200L, last.getEpochSecond() + 1));

            assertThat(HttpDate.parse(HttpDate.format(any))).contains(any);
        });
    }
}
