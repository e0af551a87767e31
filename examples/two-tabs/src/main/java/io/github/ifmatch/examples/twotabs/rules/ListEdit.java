package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.ChangeSet;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Database;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes rows of the list, each at the version that the list showed: all of them, or none.
 *
 * <p>For one thread at a time.
 */
public final class ListEdit {

    private final Database database;
    private final String who;
    private final Instant at = RuleStore.now();

    ListEdit(Database database, String who) {
        this.database = database;
        this.who = who;
    }

    /** What to do with each row. Immutable. */
    public enum Action {
        ENABLE,
        DISABLE,
        DELETE
    }

    /**
     * Applies an action to rules.
     *
     * @param versions by the rule's id, the version that was shown
     * @return what stands against it, by id; empty if it is done
     */
    public Map<Long, Outcome<Rule>> apply(Action action, Map<Long, Long> versions) {
        Map<Long, Long> open = new LinkedHashMap<>(versions);
        while (true) {
            Map<Long, Outcome<Rule>> refused = attempt(action, open);
            Map<Long, Outcome<Rule>> inTheWay = refused.entrySet().stream()
                    .filter(entry -> !isDone(action, entry.getValue()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
            if (refused.isEmpty() || !inTheWay.isEmpty()) {
                return inTheWay;
            }
            open.keySet().removeAll(refused.keySet()); // done before: a double click. The others are still to do.
        }
    }

    private Map<Long, Outcome<Rule>> attempt(Action action, Map<Long, Long> versions) {
        Map<Long, Rule> current = database.repository(Rule.TABLE).findAll(versions.keySet()).stream()
                .collect(Collectors.toMap(Rule::id, Function.identity()));
        Map<Long, Outcome<Rule>> refused = new LinkedHashMap<>();
        ChangeSet changes = ChangeSet.empty();
        for (Map.Entry<Long, Long> entry : versions.entrySet()) {
            Rule rule = current.get(entry.getKey());
            if (rule == null) {
                refused.put(entry.getKey(), new Missing<>(Rule.TABLE, entry.getKey()));
            } else {
                changes = with(changes, action, Rule.TABLE.withVersion(rule, entry.getValue()));
            }
        }
        return refused.isEmpty() ? refused(changes) : refused;
    }

    private ChangeSet with(ChangeSet changes, Action action, Rule shown) {
        String path = Long.toString(shown.id());
        return action == Action.DELETE
                ? changes.delete(path, Rule.TABLE, shown) // its conditions go with it: ON DELETE CASCADE
                : enabled(changes, path, shown, action == Action.ENABLE);
    }

    private ChangeSet enabled(ChangeSet changes, String path, Rule shown, boolean isEnabled) {
        RuleChange change = RuleChange.after(shown, who, "enabled", Fields.text(isEnabled));
        return changes.patch(
                        path, Rule.TABLE, shown, shown.withEnabled(isEnabled).signed(who, at))
                .insert(path + "/change", RuleChange.TABLE, change);
    }

    private Map<Long, Outcome<Rule>> refused(ChangeSet changes) {
        Map<Long, Outcome<Rule>> refused = new LinkedHashMap<>();
        try {
            database.apply(changes);
        } catch (RefusedException e) {
            e.refused().forEach((path, outcome) -> refused.put(Long.valueOf(path), ofRule(outcome)));
        }
        return refused;
    }

    @SuppressWarnings("unchecked") // every change of the set is one of a rule
    private static Outcome<Rule> ofRule(Outcome<?> outcome) {
        return (Outcome<Rule>) outcome;
    }

    /** Whether the row is as it was to be, by this very action: sent twice, or deleted by whomever. */
    private boolean isDone(Action action, Outcome<Rule> outcome) {
        if (outcome instanceof Conflict<Rule> conflict && action != Action.DELETE) {
            Rule current = conflict.current();
            Rule attempted = conflict.attempted().signed(who, current.updatedAt());
            return new Conflict<>(Rule.TABLE, conflict.id(), conflict.expectedVersion(), attempted, current)
                    .looksApplied();
        }
        return outcome instanceof Missing && action == Action.DELETE;
    }
}
