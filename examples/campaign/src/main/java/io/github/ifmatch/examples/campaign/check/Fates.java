package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.check.Finding.Kind;
import io.github.ifmatch.examples.campaign.history.Effect;
import io.github.ifmatch.examples.campaign.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether the writes of one call, which are all made or none, had one fate. For one thread at a time. */
final class Fates {

    private final Map<Long, List<Operation>> groups = new HashMap<>();
    private final Set<Long> standing = new HashSet<>();
    private final Set<Long> doubtful = new HashSet<>();

    /** Notes a write of which nobody was told whether it stands; those of deletes show in no row. */
    void add(Operation operation) {
        if (operation.intent().path().isAtomic() && !operation.isApplied() && operation.mayStand()) {
            groups.computeIfAbsent(operation.intent().group(), group -> new ArrayList<>()).add(operation);
        }
    }

    /** Notes by which writes a row came to be. */
    void sees(Step last, int ways) {
        for (Step step = last; step != null; step = step.before()) {
            Operation by = step.by();
            if (by != null && !by.isApplied()) {
                (ways == 1 ? standing : doubtful).add(by.number());
            }
        }
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        groups.forEach((group, operations) -> {
            List<Operation> certain = operations.stream()
                    .filter(operation -> operation.effect() != Effect.END && !doubtful.contains(operation.number()))
                    .toList();
            long stand = certain.stream()
                    .filter(operation -> standing.contains(operation.number()))
                    .count();
            if (stand > 0 && stand < certain.size()) {
                findings.add(new Finding(
                        Kind.TORN_CALL, "call " + Long.toString(group, 36), stand + " of " + certain + " stand"));
            }
        });
        return findings;
    }
}
