package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.ListTransaction.Access;
import io.github.ifmatch.testkit.history.ListTransaction.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A transaction that was begun: say what it does as it does it, and end it once; only one that was {@link #unknown} may be ended again, when
 * it is known what became of it. Thread-safe.
 */
public final class PendingTransaction {

    private final AtomicInteger clock;
    private final String client;
    private final int begun;
    private final List<Access> accesses = new ArrayList<>();
    private int ended = Integer.MAX_VALUE;
    private Ending ending = Ending.UNKNOWN;

    PendingTransaction(AtomicInteger clock, String client) {
        this.clock = clock;
        this.client = client;
        this.begun = clock.incrementAndGet();
    }

    /** It read the list, and found this. */
    public PendingTransaction read(Object list, List<?> values) {
        return add(Access.read(list, values));
    }

    /** It appends this value to the list, which nobody else appends to it. Say so before it is sent. */
    public PendingTransaction append(Object list, Object value) {
        return add(Access.append(list, value));
    }

    private synchronized PendingTransaction add(Access access) {
        accesses.add(access);
        return this;
    }

    /** Instead of what it was about to do: what it did, with the answers. */
    synchronized void did(List<Access> all) {
        accesses.clear();
        accesses.addAll(all);
    }

    public void committed() {
        end(Ending.COMMITTED);
    }

    /** It was rolled back, or an error says that nothing was written. */
    public void aborted() {
        end(Ending.ABORTED);
    }

    /** The connection was lost before the answer. */
    public void unknown() {
        end(Ending.UNKNOWN);
    }

    /** @throws IllegalStateException if it has ended, and not as unknown; nothing is changed then */
    synchronized void end(Ending newEnding) {
        if (ending != Ending.UNKNOWN) {
            throw new IllegalStateException("the transaction has ended already: " + ending);
        }
        ending = newEnding;
        ended = clock.incrementAndGet();
    }

    /** As it is now; unknown if it has not ended. */
    synchronized ListTransaction transaction() {
        return new ListTransaction(client, begun, ended, ending, List.copyOf(accesses));
    }
}
