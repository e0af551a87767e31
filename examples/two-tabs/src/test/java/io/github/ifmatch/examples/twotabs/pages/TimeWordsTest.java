package io.github.ifmatch.examples.twotabs.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {

    @ParameterizedTest
    @CsvSource({
        "-PT5S, just now", "PT59S, just now", "PT1M, 1 minute ago", "PT59M59S, 59 minutes ago", "PT1H, 1 hour ago",
        "PT23H59M, 23 hours ago", "PT24H, 1 day ago", "P6DT23H, 6 days ago", "P7D, on 22 November 2026"
    })
    void of_ago_isSaidAsPeopleDo(Duration ago, String words) {
        Instant now = Instant.parse("2026-11-29T12:00:00Z");

        assertThat(TimeWords.of(now.minus(ago), now)).isEqualTo(words);
    }
}
