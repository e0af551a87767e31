package io.github.ifmatch.examples.twotabs.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them: "5 minutes ago" is true in every time zone, and which one the reader is in, no browser tells. */
final class TimeWords {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("'on' d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Duration WEEK = Duration.ofDays(7);

    private TimeWords() {}

    static String of(Instant at, Instant now) {
        Duration ago = Duration.between(at, now);
        if (ago.toMinutes() < 1) {
            return "just now";
        }
        if (ago.toHours() < 1) {
            return ago(ago.toMinutes(), "minute");
        }
        if (ago.toDays() < 1) {
            return ago(ago.toHours(), "hour");
        }
        return ago.compareTo(WEEK) < 0 ? ago(ago.toDays(), "day") : DATE.format(at);
    }

    private static String ago(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s") + " ago";
    }
}
