package io.github.ifmatch.examples.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * One world in which the model is checked, and what must come of it. Immutable.
 *
 * @param title what is checked, as the tables name it
 * @param file the file of the model
 * @param definitions what the world is, as {@code NAME} or {@code NAME=value}
 * @param violated the property that must be found violated; empty, if all must hold
 * @param isForEnding whether it is looked for calls that never end, instead of for states that must not be
 */
public record Check(String title, String file, List<String> definitions, String violated, boolean isForEnding) {

    /** All properties must hold. */
    static Check holds(String title, String file, String definitions) {
        return new Check(title, file, split(definitions), "", false);
    }

    /** Every call must end. */
    static Check ends(String title, String file, String definitions) {
        return new Check(title, file, split(definitions), "", true);
    }

    /** With what was planted, this property must be found violated. */
    static Check finds(String title, String file, String definitions, String violated) {
        return new Check(title, file, split(definitions), violated, violated.equals(Checked.EVERY_CALL_ENDS));
    }

    private static List<String> split(String definitions) {
        return Stream.of(definitions.split(" ", -1)).filter(each -> !each.isEmpty()).toList();
    }

    /** Whether something is planted that must be found. */
    public boolean isPlanted() {
        return !violated.isEmpty();
    }

    /** How many connections there are, each with a call of its own. */
    public int writers() {
        return definitions.contains("WRITERS=3") ? 3 : 2;
    }
}
