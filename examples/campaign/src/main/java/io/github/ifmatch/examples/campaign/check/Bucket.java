package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The bulk writes of a bucket, and how often each was found in its rows. For one thread at a time. */
final class Bucket {

    private final Map<Long, Operation> writes = new HashMap<>();
    private final Map<Long, Long> found = new HashMap<>();
    private long advances;
    private boolean isVague;

    void add(Operation operation) {
        writes.put(operation.number(), operation);
    }

    /** Whether any may have met a row. */
    boolean isPossible(Predicate<Operation> mayStand) {
        return writes.values().stream().anyMatch(operation -> stands(operation, mayStand));
    }

    /** Whether this is the mark of one that may have left the step, and not of one that the row had already. */
    boolean holds(long mark, Step step, Predicate<Operation> mayStand) {
        Operation operation = writes.get(mark);
        Step before = step.before();
        boolean isNew = step.by() != null || before == null || before.bulk() != mark;
        return operation != null && stands(operation, mayStand) && isNew;
    }

    private static boolean stands(Operation operation, Predicate<Operation> mayStand) {
        return (operation.isApplied() && operation.result().seen().version() > 0) || mayStand.test(operation);
    }

    /** Counts the bulk writes of a row. */
    void count(Step last) {
        long later = Step.ANY;
        for (Step step = last; step != null; step = step.before()) {
            long bulk = step.bulk() == Step.ANY ? later : step.bulk();
            Operation by = step.by();
            if (by == null) {
                advances++;
                if (bulk != Step.ANY) {
                    found.merge(bulk, 1L, Long::sum);
                }
            }
            later = by == null || !keepsBulk(by) ? Step.ANY : bulk;
        }
    }

    private static boolean keepsBulk(Operation operation) {
        return switch (operation.effect()) {
            case APPEND, TOUCH -> true;
            default -> false;
        };
    }

    /** There are rows of which it is not certain what they were made of. */
    void blur() {
        isVague = true;
    }

    /** What does not add up, in words; null if all does. */
    @Nullable
    String contradiction() {
        List<String> lines = new ArrayList<>();
        long acknowledged = 0;
        boolean isAllKnown = !isVague;
        for (Operation operation : writes.values()) {
            long count = operation.isApplied() ? operation.result().seen().version() : 0;
            acknowledged += count;
            isAllKnown &= !operation.mayStand();
            if (operation.isApplied() && found.getOrDefault(operation.number(), 0L) > count) {
                lines.add(operation + " says " + count + " rows; found in " + found.get(operation.number()));
            }
        }
        if (!isVague && acknowledged > advances) {
            lines.add("bulk writes say that they wrote " + acknowledged + " rows; versions show " + advances);
        } else if (isAllKnown && acknowledged < advances) {
            lines.add("versions show " + advances + " rows written by bulk writes, which say " + acknowledged);
        }
        return lines.isEmpty() ? null : String.join("\n", lines);
    }

}
