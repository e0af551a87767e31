package io.github.ifmatch.examples.benchmarks.pictures;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What a picture shows: a bar for each way. Immutable.
 *
 * @param name of its files, without {@code -light.svg}
 * @param title what is done
 * @param subtitle where, and what the numbers are
 * @param line where a line is drawn across the bars, or 0 for none
 * @param bars the shortest first
 */
record Chart(String name, String title, String subtitle, double line, List<Bar> bars) {

    /**
     * One way. Immutable.
     *
     * @param low where its whisker begins
     * @param high where it ends; without one, both are the value
     * @param text what is written at the bar's end
     */
    record Bar(String label, double value, double low, double high, String text) {

        boolean isOurs() {
            return label.startsWith("Ifmatch");
        }
    }

    /** The same in words, for those who do not see it. */
    String description() {
        return subtitle + ". "
                + bars.stream().map(bar -> bar.label + " " + bar.text).collect(Collectors.joining(", ")) + ".";
    }
}
