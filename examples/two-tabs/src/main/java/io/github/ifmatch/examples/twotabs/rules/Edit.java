package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import java.time.Instant;
import java.util.List;

/**
 * The way from one state of a rule to another, as somebody wants to go it. Immutable.
 *
 * @param from what was read; every row of it is checked to be still at its version
 * @param to what is wanted; of the same rule
 */
record Edit(RuleState from, RuleState to, String who, Instant at) {

    static final String RULE = "rule";

    /** Every change with its row's version, all or nothing; a condition that stays as it was is only checked. */
    ChangeSet changes() {
        Rule rule = from.rule();
        // "under": the rule's version advances with its conditions', so whoever holds the rule as a whole finds out.
        ChangeSet changes = ChangeSet.under(RULE, Rule.TABLE, rule).patch(RULE, Rule.TABLE, rule, wanted());
        for (String key : from.keysWith(to)) {
            changes = withCondition(changes, key);
        }
        for (Changed change : changed()) {
            changes = withRecord(changes, change);
        }
        return changes;
    }

    private List<Changed> changed() {
        return new Comparison(from, to, from).changes();
    }

    /** What is changed is written down with its author; a new condition under the id that it is given. */
    private ChangeSet withRecord(ChangeSet changes, Changed change) {
        String key = change.key().replaceFirst("^" + Changed.CONDITION, "");
        boolean isInsert = !key.equals(change.key()) && !from.conditions().containsKey(key);
        return changes.insertFrom("changes/" + change.key(), RuleChange.TABLE, stored -> {
            String what = isInsert
                    ? Changed.CONDITION
                            + stored.row("conditions/" + key, Condition.class).id()
                    : change.key();
            return RuleChange.after(from.rule(), who, what, change.mine());
        });
    }

    private ChangeSet withCondition(ChangeSet changes, String key) {
        String path = "conditions/" + key;
        Condition before = from.conditions().get(key);
        Condition after = to.conditions().get(key);
        if (before == null && after != null) {
            return changes.insert(
                    path, Condition.TABLE, after.copyFor(from.rule().id()));
        }
        if (before != null && after == null) {
            return changes.delete(path, Condition.TABLE, before);
        }
        return before == null || after == null
                ? changes
                : changes.patch(
                        path, Condition.TABLE, before, before.with(after.subject(), after.operator(), after.operand()));
    }

    /** Whoever changes nothing signs nothing: the rows are checked to be still at their versions, and stay as they are. */
    private Rule wanted() {
        if (changed().isEmpty()) {
            return from.rule();
        }
        Rule to = this.to.rule();
        return from.rule()
                .with(to.name(), to.threshold(), to.discount(), to.notes(), to.enabled())
                .signed(who, at);
    }

    /**
     * Whether this very edit seems to have been made before: a double click, a page sent again, an answer that got lost.
     *
     * <p>The time is the one thing in which the two sendings differ, so it is set aside.
     */
    boolean looksApplied(RuleState current) {
        Rule attempted = wanted().signed(who, current.rule().updatedAt());
        long expected = from.rule().version();
        return new Conflict<>(Rule.TABLE, attempted.id(), expected, attempted, current.rule()).looksApplied()
                && to.saysSameAs(current);
    }
}
