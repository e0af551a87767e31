package io.github.ifmatch.testkit.isolation;

import java.util.List;

/**
 * What became of an anomaly on one database at one level, in each way: a line of the report. Immutable.
 *
 * @param test the test class
 * @param checked empty if nothing was only read
 */
public record Finding(
        String test,
        String engine,
        String version,
        String level,
        Anomaly anomaly,
        String byHand,
        String ifmatch,
        String checked) {

    /** The names of the values in a report. */
    public static final String HEADER =
            String.join("\t", "test", "engine", "version", "level", "anomaly", "byHand", "ifmatch", "checked");

    /** Whether this is what is said where it came about. */
    public static boolean happens(String ending) {
        return ending.equals(Play.HAPPENS);
    }

    public static Finding of(String line) {
        String[] values = line.split("\t", -1);
        return new Finding(
                values[0],
                values[1],
                values[2],
                values[3],
                Anomaly.valueOf(values[4]),
                values[5],
                values[6],
                values[7]);
    }

    public String line() {
        return String.join("\t", test, engine, version, level, anomaly.name(), byHand, ifmatch, checked);
    }

    /** By hand, with Ifmatch, and with checks if there are any. */
    public List<String> endings() {
        return checked.isEmpty() ? List.of(byHand, ifmatch) : List.of(byHand, ifmatch, checked);
    }

    /** Whether the other one says what became of the same anomaly, in the same test. */
    boolean isOfTheSameAs(Finding other) {
        return test.equals(other.test) && level.equals(other.level) && anomaly == other.anomaly;
    }
}
