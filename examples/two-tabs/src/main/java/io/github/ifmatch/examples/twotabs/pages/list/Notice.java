package io.github.ifmatch.examples.twotabs.pages.list;

import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the list says about what was just done; the address names a case, never a text. Immutable.
 *
 * @param id of the rule that it is about; 0 if it is about none, or several
 * @param isDone whether something was done
 */
record Notice(String text, long id, boolean isDone) {

    static @Nullable Notice of(Context context, List<ListRow> rows) {
        String done = String.valueOf(context.queryParam("done"));
        Optional<Rule> rule = rows.stream()
                .map(ListRow::rule)
                .filter(row -> Long.toString(row.id()).equals(context.queryParam("rule")))
                .findFirst();
        String name = rule.map(row -> "“" + row.name() + "”").orElse("The rule");
        return switch (done) {
            case "saved" -> about(rule, name + " is saved.");
            case "created" -> about(rule, name + " is created.");
            case "enabled" -> about(rule, rule.isPresent() ? name + " is on now." : "The selected rules are on now.");
            case "disabled" -> about(rule, rule.isPresent() ? name + " is off now." : "The selected rules are off now.");
            case "deleted" -> new Notice("Deleted.", 0, true);
            case "discarded" -> new Notice("The draft is discarded.", 0, true);
            case "unchanged" -> new Notice(name + " was not changed, so there was nothing to save.", 0, false);
            case "left" -> new Notice(name + " stays as it was saved before; there was nothing of yours to add.", 0, false);
            case "none" -> new Notice("Nothing was done: select at least one rule first.", 0, false);
            default -> null;
        };
    }

    private static Notice about(Optional<Rule> rule, String text) {
        return new Notice(text, rule.map(Rule::id).orElse(0L), true);
    }
}
