package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dates of HTTP (RFC 9110 §5.6.7): written as {@code Sun, 06 Nov 1994 08:49:37 GMT}, read in the two obsolete forms,
 * too. Thread-safe.
 */
public final class HttpDate {

    private static final List<String> MONTHS =
            List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
    private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
    private static final String SHORT_DAY = "(?<day>Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final List<Pattern> FORMS = List.of(
            Pattern.compile(SHORT_DAY + ", (?<date>\\d\\d) " + MONTH + " (?<year>\\d{4}) " + TIME + " GMT"),
            Pattern.compile("(?<day>" + String.join("|", DAYS) + "), (?<date>\\d\\d)-" + MONTH + "-(?<year>\\d\\d) "
                    + TIME + " GMT"),
            Pattern.compile(SHORT_DAY + " " + MONTH + " (?<date>[ \\d]\\d) " + TIME + " (?<year>\\d{4})"));

    private HttpDate() {}

    /**
     * Writes an instant, without its fraction of a second: for {@code Last-Modified}.
     *
     * @throws DateTimeException if the year has not four digits
     */
    public static String format(Instant instant) {
        LocalDateTime time =
                LocalDateTime.ofInstant(requireNonNull(instant, "instant must not be null"), ZoneOffset.UTC);
        if (time.getYear() < 0 || time.getYear() > 9999) {
            throw new DateTimeException("instant must be in a year of four digits: " + time.getYear());
        }
        // By hand: names of days and months would depend on the JDK's locale data.
        return String.format(
                Locale.ROOT,
                "%s, %02d %s %04d %02d:%02d:%02d GMT",
                day(time).substring(0, 3),
                time.getDayOfMonth(),
                MONTHS.get(time.getMonthValue() - 1),
                time.getYear(),
                time.getHour(),
                time.getMinute(),
                time.getSecond());
    }

    /** Reads a date in any of the three forms; empty if it is none. */
    public static Optional<Instant> parse(String text) {
        return parse(text, Clock.systemUTC());
    }

    static Optional<Instant> parse(String text, Clock clock) {
        requireNonNull(text, "text must not be null");
        for (Pattern form : FORMS) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                return instant(matcher, clock);
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> instant(Matcher matcher, Clock clock) {
        try {
            LocalDateTime time = time(matcher, Integer.parseInt(matcher.group("year")));
            if (matcher.group("year").length() == 2) {
                time = withCentury(time, LocalDateTime.now(clock.withZone(ZoneOffset.UTC)));
            }
            return day(time).startsWith(matcher.group("day"))
                    ? Optional.of(time.toInstant(ZoneOffset.UTC))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDateTime time(Matcher matcher, int year) {
        int second = number(matcher, "second");
        // A leap second is taken for the second before it, as most clocks do. The year 2000 stands for one of two
        // digits.
        return LocalDateTime.of(
                matcher.group("year").length() == 2 ? 2000 + year : year,
                MONTHS.indexOf(matcher.group("month")) + 1,
                number(matcher, "date"),
                number(matcher, "hour"),
                number(matcher, "minute"),
                second == 60 ? 59 : second);
    }

    /** What seems to be more than 50 years ahead is of the past (§5.6.7). */
    private static LocalDateTime withCentury(LocalDateTime time, LocalDateTime now) {
        LocalDateTime guess = time.withYear(now.getYear() - now.getYear() % 100 + time.getYear() % 100);
        LocalDateTime near = guess.isAfter(now.minusYears(50)) ? guess : guess.plusYears(100);
        return near.isAfter(now.plusYears(50)) ? near.minusYears(100) : near;
    }

    private static String day(LocalDateTime time) {
        return DAYS.get(time.getDayOfWeek().getValue() - 1);
    }

    private static int number(Matcher matcher, String group) {
        return Integer.parseInt(matcher.group(group).trim());
    }
}
