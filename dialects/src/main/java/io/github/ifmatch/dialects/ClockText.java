package io.github.ifmatch.dialects;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/**
 * Times as text of a fixed length. Made of the JDK's own text of a time, which leaves out what is 0, and read digit by digit: a
 * formatter takes several times as long, and a batch makes and reads thousands. Immutable.
 */
final class ClockText {

    /** The shortest text that {@link LocalTime} has: hours and minutes. */
    private static final int MINUTES = "00:00".length();

    private static final int MICROS = "00:00:00.000000".length();

    /** What a text leaves out from its end on: of one with seconds and no fraction, all but the first three characters. */
    private static final String LEFT_OUT = ":00.000000000";

    /** Where the digits stand that {@link #nanos(LocalDateTime, char)} writes of a year of four digits. */
    private static final String FORM = "0000-00-00T00:00:00.000000000";

    private ClockText() {}

    /** A time with nine digits of a second. */
    static String nanos(LocalTime time) {
        String text = time.toString();
        return text + LEFT_OUT.substring(text.length() - MINUTES);
    }

    /** A time with six digits of a second: what is below is cut off. */
    static String micros(LocalTime time) {
        return nanos(time).substring(0, MICROS);
    }

    /** A date and a time with nine digits of a second. */
    static String nanos(LocalDateTime at, char between) {
        return at.toLocalDate().toString() + between + nanos(at.toLocalTime());
    }

    /** A date and a time with six digits of a second. */
    static String micros(LocalDateTime at, char between) {
        return at.toLocalDate().toString() + between + micros(at.toLocalTime());
    }

    /**
     * Reads a text that is written so, with a T between.
     *
     * @param length of it that counts
     * @return empty if it has another form
     * @throws java.time.DateTimeException if a number of it is too large
     */
    static Optional<LocalDateTime> moment(String text, int length) {
        if (length != FORM.length()) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            char at = text.charAt(i);
            boolean isAsInForm = FORM.charAt(i) == '0' ? at >= '0' && at <= '9' : at == FORM.charAt(i);
            if (!isAsInForm) {
                return Optional.empty();
            }
        }
        return Optional.of(LocalDateTime.of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19),
                number(text, 20, length)));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
