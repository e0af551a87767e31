package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Edn.Keyword;
import io.github.ifmatch.testkit.history.ListTransaction.Access;
import io.github.ifmatch.testkit.history.ListTransaction.Ending;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Records transactions that append unique values to lists and read lists, so that anomalies between them can be found: what a list holds
 * shows in which order it was written. Thread-safe.
 *
 * <p>A list can be anything that keeps an order: a text with commas in one column, or rows with a sequence. A transaction that is never
 * ended counts as unknown: what it appended may be read or not.
 */
public final class ListAppendHistory {

    private final AtomicInteger clock = new AtomicInteger();
    private final List<PendingTransaction> transactions = new ArrayList<>();

    public PendingTransaction begin(String client) {
        PendingTransaction transaction = new PendingTransaction(clock, client);
        synchronized (transactions) {
            transactions.add(transaction);
        }
        return transaction;
    }

    /** In the order in which they began. */
    public List<ListTransaction> transactions() {
        synchronized (transactions) {
            return transactions.stream()
                    .map(PendingTransaction::transaction)
                    .sorted(Comparator.comparingInt(ListTransaction::begun))
                    .toList();
        }
    }

    /**
     * Finds what no order of the transactions, one after the other, can explain.
     *
     * @throws IllegalArgumentException if a value was appended to a list twice
     */
    public ListAppendReport check() {
        return new ListAppendChecker(transactions()).check();
    }

    /** Reads a history of list-append as Jepsen's tests record it: {@code :value [[:append 1 5] [:r 2 [1 3]]]}. */
    public static ListAppendHistory read(Reader text) {
        ListAppendHistory history = new ListAppendHistory();
        JepsenLine.forEach(text, new JepsenLine.Listener() {
            private final IdentityHashMap<JepsenLine, PendingTransaction> open = new IdentityHashMap<>();

            @Override
            public void begun(JepsenLine line) {
                PendingTransaction transaction = history.begin(line.text("client", "process " + line.process()));
                if (line.get("value") != null) {
                    transaction.did(accesses(line.get("value")));
                }
                open.put(line, transaction);
            }

            @Override
            public void ended(JepsenLine begun, JepsenLine ended) {
                Ending ending = ended.is("ok") ? Ending.COMMITTED : ended.is("fail") ? Ending.ABORTED : Ending.UNKNOWN;
                PendingTransaction transaction = open.remove(begun);
                if (ending == Ending.COMMITTED) {
                    transaction.did(accesses(ended.get("value")));
                }
                transaction.end(ending);
            }
        });
        return history;
    }

    private static List<Access> accesses(@Nullable Object value) {
        List<Access> accesses = new ArrayList<>();
        if (!(value instanceof List<?> all)) {
            throw new IllegalArgumentException(
                    "a transaction must have a vector of accesses: [[:append 1 5] [:r 2 nil]]");
        }
        for (Object one : all) {
            if (!(one instanceof List<?> access)
                    || access.size() != 3
                    || access.get(1) == null
                    || !(access.get(0) instanceof Keyword verb)) {
                throw new IllegalArgumentException("an access must be [:append list value] or [:r list values]");
            }
            if (verb.name().equals("append")) {
                accesses.add(Access.append(access.get(1), access.get(2)));
            } else if (access.get(2) instanceof List<?> values) {
                accesses.add(Access.read(access.get(1), values));
            } else {
                accesses.add(Access.read(access.get(1), List.of()));
            }
        }
        return accesses;
    }

    /** Writes it as {@link #read} reads it. Lists and values that are neither whole numbers nor texts become texts. */
    public void write(Appendable out) throws IOException {
        List<ListTransaction> ends = new ArrayList<>(transactions());
        ends.removeIf(transaction -> transaction.ended() == Integer.MAX_VALUE);
        ends.sort(Comparator.comparingInt(ListTransaction::ended));
        List<ListTransaction> processes = new ArrayList<>();
        int next = 0;
        for (ListTransaction begun : transactions()) {
            while (next < ends.size() && ends.get(next).ended() < begun.begun()) {
                end(processes, ends.get(next++), out);
            }
            int process = processes.indexOf(null);
            if (process < 0) {
                process = processes.size();
                processes.add(begun);
            } else {
                processes.set(process, begun);
            }
            line(process, "invoke", begun, out);
        }
        while (next < ends.size()) {
            end(processes, ends.get(next++), out);
        }
    }

    private static void end(List<@Nullable ListTransaction> processes, ListTransaction ended, Appendable out)
            throws IOException {
        int process = processes.indexOf(ended);
        line(
                process,
                switch (ended.ending()) {
                    case COMMITTED -> "ok";
                    case ABORTED -> "fail";
                    case UNKNOWN -> "info";
                },
                ended,
                out);
        if (ended.ending() != Ending.UNKNOWN) {
            processes.set(process, null);
        }
    }

    private static void line(int process, String type, ListTransaction transaction, Appendable out) throws IOException {
        List<Object> accesses = new ArrayList<>();
        for (Access access : transaction.accesses()) {
            List<@Nullable Object> one = new ArrayList<>();
            one.add(new Keyword(access.read() == null ? "append" : "r"));
            one.add(access.list());
            one.add(access.read() == null ? access.appended() : type.equals("ok") ? access.read() : null);
            accesses.add(one);
        }
        out.append("{:process ")
                .append(Integer.toString(process))
                .append(", :type :")
                .append(type)
                .append(", :f :txn, :value ")
                .append(Edn.text(accesses))
                .append(", :client ")
                .append(Edn.text(transaction.client()))
                .append("}\n");
    }
}
