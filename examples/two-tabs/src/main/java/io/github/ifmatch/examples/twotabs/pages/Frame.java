package io.github.ifmatch.examples.twotabs.pages;

import io.javalin.http.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * What surrounds every page. Immutable.
 *
 * @param title of the page
 * @param who is at work
 */
public record Frame(String title, String who) {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public static Frame of(Context context, String title) {
        return new Frame(title, Who.of(context));
    }

    /** A time as people say it, seen from now, such as "5 minutes ago" or "on 5 January 2026". */
    public static String time(Instant instant) {
        return TimeWords.of(instant, Instant.now());
    }

    /** A time to the minute. */
    public static String exactTime(Instant instant) {
        return EXACT.format(instant);
    }
}
