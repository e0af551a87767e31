package io.github.ifmatch.examples.twotabs.pages.list;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.rules.ListEdit.Action;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.examples.twotabs.wire.Refusal;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Rows of the list, and what is to be done with them. Immutable.
 *
 * @param versions by the rule's id, the version that the list showed
 */
record Selection(Action action, Map<Long, Long> versions) {

    private static final Pattern ROW = Pattern.compile("(\\d{1,18}):(.*)");

    /** A rule at its version, for a checkbox or a hidden field. */
    static String token(Desk desk, Rule rule) {
        return rule.id() + ":" + desk.tags().token(rule);
    }

    static Selection read(Desk desk, FormFields fields) {
        Action action = Arrays.stream(Action.values())
                .filter(value -> name(value).equals(fields.text("action")))
                .findFirst()
                .orElseThrow(() -> withoutVersion(400));
        Map<Long, Long> versions = new LinkedHashMap<>();
        for (String row : fields.all("row")) {
            Matcher matcher = ROW.matcher(row);
            if (!matcher.matches()) {
                throw withoutVersion(400);
            }
            long id = Long.parseLong(matcher.group(1));
            versions.put(id, version(desk.preconditions().evaluateToken(id, matcher.group(2))));
        }
        return new Selection(action, versions);
    }

    private static long version(Decision decision) {
        if (decision instanceof Decision.Answer answer) {
            throw withoutVersion(Problem.of(answer).status());
        }
        return ((Decision.Proceed) decision).versions().single().orElseThrow(() -> withoutVersion(400));
    }

    private static Refusal withoutVersion(int status) {
        return new Refusal(
                status, "This form does not carry the versions that the list showed. Nothing was saved.");
    }

    private static String name(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    /** The action, as buttons send it. */
    String name() {
        return name(action);
    }

    /** The action, done. */
    String done() {
        return name() + "d";
    }

    /** The rule, for an address, if it is a single one. */
    String single() {
        return versions.size() == 1 ? "&rule=" + versions.keySet().iterator().next() : "";
    }

    String verb() {
        return switch (action) {
            case ENABLE -> "Enable";
            case DISABLE -> "Disable";
            case DELETE -> "Delete";
        };
    }

    String question() {
        return verb() + (versions.size() == 1 ? " this rule?" : " " + versions.size() + " rules?");
    }
}
