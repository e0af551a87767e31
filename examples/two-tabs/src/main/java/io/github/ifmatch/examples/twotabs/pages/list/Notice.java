package io.github.ifmatch.examples.twotabs.pages.list;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the list says about what was just done; the address names a case, never a text. */
final class Notice {

    private Notice() {}

    static @Nullable String of(Context context, List<ListRow> rows) {
        String done = context.queryParam("done");
        String rule = String.valueOf(context.queryParam("rule"));
        return done == null
                ? null
                : switch (done) {
                    case "saved" -> about(rows, rule, " is saved.", true);
                    case "created" -> about(rows, rule, " is created.", true);
                    case "unchanged" -> about(rows, rule, " was not changed, so nothing was saved.", false);
                    case "enabled" -> "Enabled.";
                    case "disabled" -> "Disabled.";
                    case "deleted" -> "Deleted.";
                    case "discarded" -> "The draft is discarded.";
                    case "none" -> "Nothing was done: choose at least one rule first.";
                    default -> null;
                };
    }

    private static @Nullable String about(List<ListRow> rows, String id, String what, boolean hasVersion) {
        return rows.stream()
                .map(ListRow::rule)
                .filter(rule -> Long.toString(rule.id()).equals(id))
                .findFirst()
                .map(rule -> "“" + rule.name() + "”" + what
                        + (hasVersion ? " It stands at version " + rule.version() + "." : ""))
                .orElse(null);
    }
}
