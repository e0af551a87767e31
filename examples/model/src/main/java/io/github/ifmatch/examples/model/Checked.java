package io.github.ifmatch.examples.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What spin has found. Immutable.
 *
 * @param states how many different states there are; where something was found, how many had been seen by then
 * @param depth of the longest path
 * @param seconds that spin, the compiler and the search took together
 * @param violated the property that does not hold; empty, if all hold
 * @param isComplete whether every state was seen: no limit was met, and none was taken for another one
 * @param deciding the lines of rules.pml that have decided something
 * @param unreached the statements of the writers that no path comes to, as "line text"; the lines are numbered from 1001 on
 */
public record Checked(
        Check check,
        long states,
        long depth,
        double seconds,
        String violated,
        boolean isComplete,
        Set<Integer> deciding,
        Set<String> unreached) {

    static final String NO_DEADLOCK = "no_deadlock";

    static final String EVERY_CALL_ENDS = "every_call_ends";

    private static final Pattern ERRORS = Pattern.compile("depth reached (\\d+), errors: (\\d+)");

    private static final Pattern STATES = Pattern.compile("(?m)^\\s*(\\d+) states, stored");

    private static final Pattern PROPERTY = Pattern.compile("assertion violated\\s+\\(*(\\w+)\\|\\|");

    private static final Pattern DECIDING = Pattern.compile("(?m)^reached line (\\d+)$");

    private static final Pattern UNREACHED = Pattern.compile("(?m)^\\s+\\S+:(\\d{4}), state \\d+, \"(.*)\"$");

    /** What stands in the output of a search that is no search of all states. */
    private static final List<String> LIMITED = List.of(
            "max search depth too small",
            "reached -DMEMLIM bound",
            "out of memory",
            "Search not completed",
            "hash-compact",
            "Hash-Compact",
            "Bit statespace");

    /** Reads the output of a search; what cannot be read is not complete. */
    static Checked of(Check check, String output, double seconds) {
        Matcher errors = ERRORS.matcher(output);
        Matcher states = STATES.matcher(output);
        if (!errors.find() || !states.find()) {
            throw new IllegalStateException(check.title() + ": the search has answered nothing:\n" + output);
        }
        boolean isWhole = output.contains("Full statespace search for:")
                && LIMITED.stream().noneMatch(output::contains);
        return new Checked(
                check,
                Long.parseLong(states.group(1)),
                Long.parseLong(errors.group(1)),
                seconds,
                errors.group(2).equals("0") ? "" : violated(output),
                isWhole,
                deciding(output),
                unreached(output));
    }

    private static String violated(String output) {
        Matcher property = PROPERTY.matcher(output);
        if (property.find()) {
            return property.group(1);
        }
        if (output.contains("pan:1: invalid end state")) {
            return NO_DEADLOCK;
        }
        return output.contains("pan:1: non-progress cycle") ? EVERY_CALL_ENDS : "an error: " + output.lines().findFirst();
    }

    private static Set<Integer> deciding(String output) {
        Set<Integer> lines = new TreeSet<>();
        DECIDING.matcher(output).results().forEach(line -> lines.add(Integer.valueOf(line.group(1))));
        return lines;
    }

    private static Set<String> unreached(String output) {
        Set<String> statements = new TreeSet<>();
        UNREACHED
                .matcher(output)
                .results()
                .forEach(statement -> statements.add(statement.group(1) + " " + statement.group(2)));
        return statements;
    }

    /** Whether it came as it must: what was planted was found; or nothing was, in all states. */
    public boolean isAsExpected() {
        return violated.equals(check.violated()) && (check.isPlanted() || isComplete);
    }

    /** In words. */
    public String result() {
        if (!violated.isEmpty()) {
            return (isAsExpected() ? "found: " : "NOT EXPECTED: ") + violated.replace('_', ' ');
        }
        return check.isPlanted() ? "NOT FOUND" : isComplete ? "holds" : "NOT COMPLETE";
    }
}
