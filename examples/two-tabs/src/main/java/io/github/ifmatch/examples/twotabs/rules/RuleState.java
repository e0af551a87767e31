package io.github.ifmatch.examples.twotabs.rules;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule with its conditions, as somebody sees or wants them: what an edit form holds. Immutable.
 *
 * @param conditions by key: the id of a stored condition, {@code new-1} and so on of one that is not stored yet
 */
public record RuleState(Rule rule, Map<String, Condition> conditions) {

    public RuleState {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }

    /** A state read from the database. */
    static RuleState stored(Rule rule, List<Condition> conditions) {
        Map<String, Condition> byId = new LinkedHashMap<>();
        conditions.forEach(condition -> byId.put(Long.toString(condition.id()), condition));
        return new RuleState(rule, byId);
    }

    /** Whether a person would call the two the same. */
    public boolean saysSameAs(RuleState other) {
        return rule.saysSameAs(other.rule) && said().equals(other.said());
    }

    /** What the conditions say, and how often, in whatever order. */
    private Map<Condition, Long> said() {
        return conditions.values().stream().collect(groupingBy(Condition::said, counting()));
    }

    /** The keys of both, these first. */
    Set<String> keysWith(RuleState other) {
        Set<String> keys = new LinkedHashSet<>(conditions.keySet());
        keys.addAll(other.conditions.keySet());
        return keys;
    }
}
