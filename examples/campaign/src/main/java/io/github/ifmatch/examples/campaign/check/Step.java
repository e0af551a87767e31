package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.State;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a row may have come to a version. Immutable.
 *
 * @param by the write that left it; null for a bulk write, of which is known that it was one
 * @param before the step to the version before; null for the first one
 */
record Step(long version, long hash, long bulk, @Nullable Operation by, @Nullable Step before) {

    /** The bulk column after a bulk write that nobody has looked at. */
    static final long ANY = Long.MIN_VALUE;

    /** What this write makes of an empty place. */
    static Step first(long version, Operation by) {
        return new Step(version, Marks.append(Marks.EMPTY, by.number()), 0, by, null);
    }

    /** What this write makes of the row. */
    Step then(Operation write) {
        long next = version + 1;
        return switch (write.effect()) {
            case APPEND -> new Step(next, Marks.append(hash, write.number()), bulk, write, this);
            case SET -> new Step(
                    next, Marks.append(write.base().hash(), write.number()), write.base().bulk(), write, this);
            case BULK -> new Step(next, hash, write.intent().group(), write, this);
            case TOUCH -> new Step(next, hash, bulk, write, this);
            case START, BULK_WHERE, SEEN, END -> throw new IllegalArgumentException(write.toString());
        };
    }

    /** What a bulk write makes of it. */
    Step thenBulk() {
        return new Step(version + 1, hash, ANY, null, this);
    }

    /** The same, seen with this in its bulk column. */
    Step withBulk(long seen) {
        return new Step(version, hash, seen, by, before);
    }

    /** Whether it may be what was seen; of a bulk write nobody knows beforehand which it is. */
    boolean fits(State seen) {
        return hash == seen.hash() && (bulk == seen.bulk() || bulk == ANY);
    }

    /** Whether the write is among those that made the row. */
    @SuppressWarnings("ReferenceEquality") // each is read once
    boolean holds(Operation write) {
        for (Step step = this; step != null; step = step.before) {
            if (step.by == write) {
                return true;
            }
        }
        return false;
    }

    /** From the first one on, a line each. */
    String history() {
        Deque<String> lines = new ArrayDeque<>();
        for (Step step = this; step != null; step = step.before) {
            lines.addFirst("  " + step.version + ": " + (step.by == null ? "a bulk write" : step.by));
        }
        return String.join("\n", lines);
    }
}
