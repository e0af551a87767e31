package io.github.ifmatch.examples.twotabs.rules;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who made which of the changes between two versions of a rule. Immutable.
 *
 * <p>Every change that the pages make is written down with its author. The JSON API writes none down: what it changed is its
 * author's, if that was the last write and the only one that is not written down; else it is {@link #SOMEBODY}'s.
 */
public final class Authors {

    /** Where it is not known who it was. */
    public static final String SOMEBODY = "Somebody else";

    private final List<RuleChange> changes;
    private final String unrecorded;

    private Authors(List<RuleChange> changes, String unrecorded) {
        this.changes = changes;
        this.unrecorded = unrecorded;
    }

    /** @param changes made between the two, the earliest first */
    static Authors of(RuleState base, RuleState theirs, List<RuleChange> changes) {
        Rule last = theirs.rule();
        Set<Long> recorded = changes.stream().map(RuleChange::ruleVersion).collect(Collectors.toSet());
        long writes = last.version() - base.rule().version();
        boolean isLastAlone = writes == recorded.size() + 1 && !recorded.contains(last.version());
        return new Authors(List.copyOf(changes), isLastAlone ? last.updatedBy() : SOMEBODY);
    }

    /** Who made theirs what it is. */
    public String of(Changed change) {
        Optional<RuleChange> latest = changes.stream()
                .filter(made -> made.what().equals(change.key()))
                .reduce((earlier, later) -> later);
        return latest.filter(made -> Objects.equals(made.became(), change.theirs()))
                .map(RuleChange::changedBy)
                .orElse(unrecorded);
    }
}
