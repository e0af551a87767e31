package io.github.ifmatch;

import java.util.List;

/**
 * Many writes of one table that are one call. Immutable.
 *
 * @param changes the writes, in the caller's order; not empty
 * @param isAllOrNothing whether one that is refused undoes them all
 */
record Batch<R>(Table<R, ?> table, Act act, List<Change<R>> changes, boolean isAllOrNothing)
        implements Failures.Subject {

    Batch {
        changes = List.copyOf(changes);
    }

    @Override
    public String where() {
        return table.name() + " (" + changes.size() + (changes.size() == 1 ? " row)" : " rows)");
    }

    @Override
    public String again() {
        return changes.stream().allMatch(Change::isConditional)
                ? Change.SEND_AGAIN
                : "look before you send it again, some of it could be made twice";
    }
}
