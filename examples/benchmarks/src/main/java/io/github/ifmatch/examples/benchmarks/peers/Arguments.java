package io.github.ifmatch.examples.benchmarks.peers;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What the command line says. Immutable.
 *
 * @param chosen which contests, by name
 * @param forks how many JVMs each
 * @param seconds how long in each JVM
 */
record Arguments(Pattern chosen, int forks, int seconds) {

    /** What one may say. */
    static final String USAGE = "Arguments: a regular expression that chooses contests by name, as in \"h2 (find|batch 1000)\","
            + " JVMs for each, and seconds in each. Default: .* 3 10";

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they are none
     */
    static Arguments parse(String... arguments) {
        if (arguments.length > 3) {
            throw new IllegalArgumentException("there must be at most 3 arguments: " + arguments.length);
        }
        return new Arguments(
                pattern(arguments.length > 0 ? arguments[0] : ".*"),
                number("JVMs", arguments.length > 1 ? arguments[1] : "3"),
                number("seconds", arguments.length > 2 ? arguments[2] : "10"));
    }

    private static Pattern pattern(String text) {
        if (text.startsWith("-")) {
            throw new IllegalArgumentException("there are no options: " + text);
        }
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("contests must be a regular expression: " + text, e);
        }
    }

    private static int number(String name, String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException(name + " must be a number from 1 to 99999: " + text);
        }
        return Integer.parseInt(text);
    }
}
