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

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    public static Frame of(Context context, String title) {
        return new Frame(title, Who.of(context));
    }

    /** A time as people read it. */
    public static String time(Instant instant) {
        return TIME.format(instant);
    }
}
