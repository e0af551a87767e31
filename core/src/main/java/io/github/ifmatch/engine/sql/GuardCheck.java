package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.GuardShape.Mode;
import io.github.ifmatch.dialect.TableGuard.Part;
import io.github.ifmatch.verify.Finding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is to be said of the guard of a table, if there is one. For one thread at a time, like the connection. */
final class GuardCheck {

    private static final String AGAIN =
            "install the guard of this declaration over it: Guard.of(…).install(connection); or remove it";

    private final GuardState state;

    private GuardCheck(GuardState state) {
        this.state = state;
    }

    /** That a guard stands, and in which mode; or that what stands is none of this declaration. Nothing, where there is none. */
    static List<Finding> findings(GuardState state) throws SQLException {
        return new GuardCheck(state).findings();
    }

    private List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> installed = state.installed();
        if (isAny(installed)) {
            findings.add(ofInstalled(installed));
        }
        List<Part> former = state.formerParts();
        if (!former.isEmpty()) {
            findings.add(Finding.warning(
                    "guard-misfit",
                    "it still has the " + former.stream().map(Part::key).collect(Collectors.joining(", the "))
                            + ", of a guard that was made when the table had another name: no DELETE of Ifmatch's own"
                            + " proves itself to that",
                    AGAIN));
        }
        return findings;
    }

    /** What only holds data, as the log does, guards nothing. */
    private boolean isAny(Map<String, String> installed) {
        Map<String, Part> all = state.partsOfAllModes();
        return installed.keySet().stream()
                .anyMatch(key -> all.containsKey(key) && !all.get(key).isKept());
    }

    /** Of a guard that fits in no mode, what tells it from that mode which is nearest. */
    private Finding ofInstalled(Map<String, String> installed) {
        Mode mode = Arrays.stream(Mode.values())
                .min(Comparator.comparingInt(
                        each -> state.problems(each, installed).size()))
                .orElseThrow();
        List<String> problems = state.problems(mode, installed);
        return problems.isEmpty()
                ? Finding.note("guarded", standing(mode) + " (mode " + mode + ")", remedy(mode))
                : Finding.warning(
                        "guard-misfit",
                        "its guard does not fit this declaration: " + String.join(", ", problems),
                        AGAIN);
    }

    private static String standing(Mode mode) {
        return switch (mode) {
            case REFUSING -> "a guard refuses what forgets the version";
            case ADVANCING -> "a guard advances the version where an UPDATE forgets it";
            case REPORTING -> "a guard notes what forgets the version, and refuses nothing";
        };
    }

    private static String remedy(Mode mode) {
        return mode == Mode.REPORTING
                ? "install the refusing guard over it, once nothing new is noted"
                : "nothing; what no trigger stops is listed in docs/guard.md";
    }
}
