package io.github.ifmatch.examples.twotabs.pages.list;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Selected rules, to ask before they are deleted, or to tell which of them changed meanwhile. Immutable. */
record SelectionPage(Frame frame, Selection selection, List<Row> rows) {

    /**
     * One rule. Immutable.
     *
     * @param rule as it stands; null if it was deleted meanwhile
     * @param token of the version that the list showed; if it changed meanwhile, of the one shown here
     */
    record Row(long id, @Nullable Rule rule, String token, boolean isChanged) {}

    static SelectionPage of(Frame frame, Desk desk, Selection selection, Map<Long, Outcome<Rule>> refused) {
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<Long, Long> entry : selection.versions().entrySet()) {
            long id = entry.getKey();
            if (refused.get(id) instanceof Conflict<Rule> conflict) {
                rows.add(new Row(id, conflict.current(), Selection.token(desk, conflict.current()), true));
            } else {
                String token = id + ":" + desk.tags().of(id, entry.getValue()).value();
                rows.add(new Row(id, desk.rules().rules().find(id).orElse(null), token, false));
            }
        }
        return new SelectionPage(frame, selection, List.copyOf(rows));
    }
}
