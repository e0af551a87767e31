package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Difference.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as two people left it, compared with what both started from. Immutable.
 *
 * @param base what I read
 * @param mine what I want
 * @param theirs what is stored now
 */
public record Comparison(RuleState base, RuleState mine, RuleState theirs) {

    /** Everything that either of us changed: the fields first, then the conditions. */
    public List<Changed> changes() {
        List<Changed> changes = new ArrayList<>();
        Rule was = base.rule();
        new Conflict<>(Rule.TABLE, was.id(), was.version(), mine.rule(), theirs.rule())
                .differences(was).all().stream()
                        .filter(difference -> Fields.LABELS.containsKey(difference.component()))
                        .map(difference ->
                                Changed.field(difference, Fields.LABELS.getOrDefault(difference.component(), "")))
                        .forEach(changes::add);
        int number = 0;
        for (String key : conditionKeys()) {
            number++;
            changes.add(Changed.condition(
                    Changed.CONDITION + key,
                    "Condition " + number,
                    base.conditions().get(key),
                    mine.conditions().get(key),
                    theirs.conditions().get(key)));
        }
        return changes.stream()
                .filter(change -> change.kind() != Kind.UNCHANGED)
                .toList();
    }

    private Set<String> conditionKeys() {
        Set<String> keys = new LinkedHashSet<>(base.keysWith(theirs));
        keys.addAll(mine.conditions().keySet());
        return keys;
    }

    /** The clashes that no choice was made for. */
    public List<Changed> undecided(Map<String, Side> choices) {
        return changes().stream()
                .filter(change -> change.isClash() && !choices.containsKey(change.key()))
                .toList();
    }

    /** What my saving would undo of their work, were all of mine to stand. */
    public List<Changed> theirWork() {
        return changes().stream().filter(Changed::isTheirWork).toList();
    }

    /** The rule with my choices, each change by default its author's; to be written over theirs. */
    public RuleState resolved(Map<String, Side> choices) {
        Map<String, Side> sides = new LinkedHashMap<>();
        changes()
                .forEach(change -> Optional.ofNullable(choices.get(change.key()))
                        .or(change::suggestion)
                        .ifPresent(side -> sides.put(change.key(), side)));
        return withSides(sides);
    }

    /** The rule with all of mine and nothing of theirs; to be written over theirs. */
    public RuleState allMine() {
        Map<String, Side> sides = new LinkedHashMap<>();
        changes().forEach(change -> sides.put(change.key(), Side.MINE));
        return withSides(sides);
    }

    private RuleState withSides(Map<String, Side> sides) {
        Rule name = side(sides, "name").rule();
        Rule threshold = side(sides, "threshold").rule();
        Rule discount = side(sides, "discount").rule();
        Rule notes = side(sides, "notes").rule();
        Rule enabled = side(sides, "enabled").rule();
        Rule rule = theirs.rule()
                .with(name.name(), threshold.threshold(), discount.discount(), notes.notes(), enabled.enabled());
        Map<String, Condition> conditions = new LinkedHashMap<>();
        for (String key : conditionKeys()) {
            Condition condition = side(sides, Changed.CONDITION + key).conditions().get(key);
            if (condition != null) {
                conditions.put(key, condition);
            }
        }
        return new RuleState(rule, conditions);
    }

    private RuleState side(Map<String, Side> sides, String key) {
        return sides.get(key) == Side.MINE ? mine : theirs;
    }
}
