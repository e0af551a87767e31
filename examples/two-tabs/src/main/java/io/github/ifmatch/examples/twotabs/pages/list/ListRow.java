package io.github.ifmatch.examples.twotabs.pages.list;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import java.util.List;

/**
 * One rule of the list. Immutable.
 *
 * @param token the rule's id and its version, signed: every button of the row sends it
 */
record ListRow(Rule rule, List<String> conditions, String token) {

    static ListRow of(Desk desk, Rule rule, List<String> conditions) {
        return new ListRow(rule, conditions, Selection.token(desk, rule));
    }
}
