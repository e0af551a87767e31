package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Remembers which rule was made from what, so that a form sent twice makes one rule. Immutable.
 *
 * @param id of the form and of all that was typed into it: gone back to and filled in otherwise, a form makes another rule
 */
record Creation(UUID id, long ruleId, long version) {

    static final Table<Creation, UUID> TABLE =
            Table.of(Creation.class, UUID.class).named("rule_creations");

    /** The id of this form with this content. */
    static UUID id(UUID form, RuleState wanted) {
        Rule rule = wanted.rule();
        List<String> parts = new ArrayList<>(List.of(
                form.toString(),
                rule.name(),
                text(rule.threshold()),
                text(rule.discount()),
                rule.notes(),
                String.valueOf(rule.enabled())));
        wanted.conditions()
                .values()
                .forEach(condition -> parts.addAll(List.of(
                        condition.subject().name(), condition.operator().name(), condition.operand())));
        StringBuilder content = new StringBuilder();
        // With their lengths, so that no two lists of texts come to the same.
        parts.forEach(part -> content.append(part.length()).append(':').append(part));
        return UUID.nameUUIDFromBytes(content.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(BigDecimal value) {
        return value.stripTrailingZeros().toPlainString();
    }
}
