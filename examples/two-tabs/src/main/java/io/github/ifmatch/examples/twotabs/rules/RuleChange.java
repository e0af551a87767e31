package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a write of a rule changed, and who made it. Immutable.
 *
 * @param ruleVersion the rule's, as the write left it
 * @param what the key of the change, as in {@link Changed}
 * @param became what it then was, in words; null if a condition was removed
 */
record RuleChange(
        long id, long ruleId, long ruleVersion, String changedBy, String what, @Nullable String became, long version) {

    static final Table<RuleChange, Long> TABLE =
            Table.of(RuleChange.class, Long.class).named("rule_changes");

    /** A change made by the write that follows on this version of the rule. */
    static RuleChange after(Rule rule, String changedBy, String what, @Nullable String became) {
        return new RuleChange(0, rule.id(), rule.version() + 1, changedBy, what, became, 0);
    }
}
