package io.github.ifmatch.engine.batch;

import io.github.ifmatch.Table;
import io.github.ifmatch.engine.write.Change;
import io.github.ifmatch.engine.write.UserExceptions;
import io.github.ifmatch.engine.write.Verb;
import java.util.List;

/**
 * Many writes of one table that are one call. Immutable.
 *
 * @param changes the writes, in the caller's order; not empty
 * @param isAllOrNothing whether one that is refused undoes them all
 * @param locksFirst whether the rows are locked before any is written, whoever's the transaction is
 */
public record Batch<R>(
        Table<R, ?> table, Verb verb, List<Change<R>> changes, boolean isAllOrNothing, boolean locksFirst)
        implements UserExceptions.Subject {

    public Batch {
        changes = List.copyOf(changes);
    }

    /** Whether the database is to give an id to some of the rows: a driver that does not count may only have reckoned them. */
    boolean leavesIds() {
        return verb == Verb.INSERT && changes.stream().anyMatch(change -> change.id() == null);
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
