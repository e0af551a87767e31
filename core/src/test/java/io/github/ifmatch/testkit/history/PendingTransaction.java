package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.ListTransaction.Access;
import io.github.ifmatch.testkit.history.ListTransaction.Ending;
import java.util.ArrayList;
import java.util.List;

/** A transaction that was begun: say what it does as it does it, and end it once. For one thread at a time. */
public final class PendingTransaction {

    private final ListAppendHistory history;
    private final String client;
    private final int begun;
    private final List<Access> accesses = new ArrayList<>();

    PendingTransaction(ListAppendHistory history, String client, int begun) {
        this.history = history;
        this.client = client;
        this.begun = begun;
    }

    /** It read the list, and found this. */
    public PendingTransaction read(Object list, List<?> values) {
        accesses.add(Access.read(list, values));
        return this;
    }

    /** It appends this value to the list, which nobody else appends to it. Say so before it is sent. */
    public PendingTransaction append(Object list, Object value) {
        accesses.add(Access.append(list, value));
        return this;
    }

    public void committed() {
        end(Ending.COMMITTED);
    }

    /** It was rolled back, or an error says that nothing was written. */
    public void aborted() {
        end(Ending.ABORTED);
    }

    public void unknown() {
        end(Ending.UNKNOWN);
    }

    private void end(Ending ending) {
        history.ended(client, begun, ending, accesses);
    }
}
