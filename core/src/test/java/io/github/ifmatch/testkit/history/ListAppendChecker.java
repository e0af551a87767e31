package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import io.github.ifmatch.testkit.history.Dependencies.Edge;
import io.github.ifmatch.testkit.history.Dependencies.Reason;
import io.github.ifmatch.testkit.history.ListAnomaly.Kind;
import io.github.ifmatch.testkit.history.ListTransaction.Access;
import io.github.ifmatch.testkit.history.ListTransaction.Ending;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds how transactions on lists depend on each other: the longest read of a list shows in which order it was written, and a read is of
 * what had been written by then. A cycle of such dependencies is an anomaly. For one thread at a time.
 */
final class ListAppendChecker {

    private final List<ListTransaction> transactions;
    private final List<ListAnomaly> anomalies = new ArrayList<>();
    private final Map<Value, Integer> writers = new HashMap<>();
    private final Map<Object, Longest> orders = new LinkedHashMap<>();
    private final Dependencies dependencies;

    private record Value(Object list, Object value) {}

    /** @param by the transaction that read it; of several the one that began last */
    private record Longest(List<Object> values, int by) {}

    /**
     * @param values what was read of others: without what the transaction had appended itself
     * @param whole all that was read
     * @param isFirst whether it is the transaction's first of the list
     */
    private record Read(int by, Object list, List<Object> values, List<Object> whole, boolean isFirst) {}

    ListAppendChecker(List<ListTransaction> transactions) {
        this.transactions = transactions;
        this.dependencies = new Dependencies(transactions.size());
    }

    ListAppendReport check() {
        findWriters();
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < transactions.size(); i++) {
            if (transactions.get(i).isCommitted()) {
                internal(i);
                readsOf(i, reads);
            }
        }
        reads.forEach(this::unique);
        reads.forEach(this::compatible);
        reads.removeIf(read -> !read.isFirst);
        reads.forEach(this::dirty);
        lostAppends(reads);
        lostUpdates(reads);
        orders.forEach((list, longest) -> writesInOrder(list, longest.values));
        reads.forEach(this::depend);
        cycles();
        return new ListAppendReport(transactions.size(), List.copyOf(anomalies));
    }

    private void findWriters() {
        for (int i = 0; i < transactions.size(); i++) {
            for (Access access : transactions.get(i).accesses()) {
                Object value = access.appended();
                if (value != null && writers.put(new Value(access.list(), value), i) != null) {
                    throw new IllegalArgumentException(
                            "values must be unique: " + value + " was appended twice to " + access.list());
                }
            }
        }
    }

    /** A transaction reads what it has read before and what it has appended itself, at the end. */
    private void internal(int by) {
        Map<Object, List<Object>> known = new HashMap<>();
        Map<Object, List<Object>> appended = new HashMap<>();
        for (Access access : transactions.get(by).accesses()) {
            List<Object> read = access.read();
            List<Object> own = appended.computeIfAbsent(access.list(), list -> new ArrayList<>());
            if (read == null) {
                own.add(access.appended());
                continue;
            }
            List<Object> before = known.get(access.list());
            boolean isSame = before == null || (read.size() >= own.size() && before.equals(foreign(read, own)));
            if (!endsWith(read, own) || !isSame) {
                anomaly(Kind.INTERNAL, "list " + access.list() + " does not read as it was written", by);
                return;
            }
            known.put(access.list(), List.copyOf(foreign(read, own)));
        }
    }

    private static boolean endsWith(List<Object> read, List<Object> own) {
        return read.size() >= own.size()
                && read.subList(read.size() - own.size(), read.size()).equals(own);
    }

    private static List<Object> foreign(List<Object> read, List<Object> own) {
        return read.subList(0, read.size() - own.size());
    }

    private void readsOf(int by, List<Read> reads) {
        Set<Object> lists = new HashSet<>();
        for (Access access : transactions.get(by).accesses()) {
            List<Object> values = access.read();
            if (values != null) {
                int end = values.size();
                while (end > 0 && writer(access.list(), values.get(end - 1)) == by) {
                    end--;
                }
                reads.add(new Read(by, access.list(), values.subList(0, end), values, lists.add(access.list())));
                orders.merge(
                        access.list(),
                        new Longest(values, by),
                        (one, other) -> other.values.size() >= one.values.size() ? other : one);
            }
        }
    }

    private int writer(Object list, Object value) {
        return writers.getOrDefault(new Value(list, value), -1);
    }

    private void unique(Read read) {
        Set<Object> met = new HashSet<>();
        for (Object value : read.whole) {
            if (!met.add(value)) {
                anomaly(Kind.DUPLICATE, "value " + value + " is twice in list " + read.list, read.by);
            }
        }
    }

    private void compatible(Read read) {
        Longest longest = longest(read);
        if (!longest.values.subList(0, read.whole.size()).equals(read.whole)) {
            anomaly(
                    Kind.INCOMPATIBLE_ORDER,
                    "of two reads of list " + read.list + " neither begins with the other",
                    read.by,
                    longest.by);
        }
    }

    private Longest longest(Read read) {
        return orders.getOrDefault(read.list, new Longest(List.of(), read.by));
    }

    /** What was read of others must be committed, and whole. */
    private void dirty(Read read) {
        for (int i = 0; i < read.values.size(); i++) {
            Object value = read.values.get(i);
            int writer = writer(read.list, value);
            if (writer < 0) {
                anomaly(Kind.UNKNOWN_VALUE, "nobody appended " + value + " to list " + read.list, read.by);
            } else if (transactions.get(writer).ending() == Ending.ABORTED) {
                anomaly(Kind.G1A, value + " in list " + read.list + " was rolled back, and read", writer, read.by);
            } else if (i == read.values.size() - 1 && !value.equals(lastAppended(writer, read.list))) {
                anomaly(
                        Kind.G1B,
                        value + " in list " + read.list + " was read without what follows it",
                        writer,
                        read.by);
            }
        }
    }

    /** The transaction that wrote it, unless it was rolled back; -1 if there is none. */
    private int committed(Object list, Object value) {
        int writer = writer(list, value);
        return writer < 0 || transactions.get(writer).ending() == Ending.ABORTED ? -1 : writer;
    }

    private @Nullable Object lastAppended(int by, Object list) {
        Object last = null;
        for (Access access : transactions.get(by).accesses()) {
            if (access.list().equals(list) && access.appended() != null) {
                last = access.appended();
            }
        }
        return last;
    }

    /** Of each list the longest read, if it began after a commit, has what was committed. */
    private void lostAppends(List<Read> reads) {
        Map<Object, Set<Object>> seen = new HashMap<>();
        reads.forEach(
                read -> seen.computeIfAbsent(read.list, list -> new HashSet<>()).addAll(longest(read).values));
        writers.forEach((value, writer) -> {
            Longest longest = orders.get(value.list);
            if (longest != null
                    && transactions.get(writer).isCommitted()
                    && transactions.get(longest.by).begun()
                            > transactions.get(writer).ended()
                    && !seen.getOrDefault(value.list, Set.of()).contains(value.value)) {
                anomaly(Kind.LOST_APPEND, value.value + " is not in list " + value.list + " later", writer, longest.by);
            }
        });
    }

    private void lostUpdates(List<Read> reads) {
        Map<List<Object>, List<Integer>> readers = new LinkedHashMap<>();
        for (Read read : reads) {
            if (lastAppended(read.by, read.list) != null) {
                readers.computeIfAbsent(List.of(read.list, read.values.size()), same -> new ArrayList<>())
                        .add(read.by);
            }
        }
        readers.forEach((state, by) -> {
            if (by.size() > 1) {
                anomaly(
                        Kind.LOST_UPDATE,
                        "each read list " + state.get(0) + " with " + state.get(1) + " values and appended to it",
                        by.stream().mapToInt(Integer::intValue).toArray());
            }
        });
    }

    private void writesInOrder(Object list, List<Object> values) {
        for (int i = 1; i < values.size(); i++) {
            depend(committed(list, values.get(i - 1)), committed(list, values.get(i)), Reason.WW, list);
        }
    }

    private void depend(Read read) {
        int size = read.values.size();
        if (size > 0) {
            depend(committed(read.list, read.values.get(size - 1)), read.by, Reason.WR, read.list);
        }
        List<Object> values = longest(read).values;
        if (size < values.size()) {
            depend(read.by, committed(read.list, values.get(size)), Reason.RW, read.list);
        }
    }

    private void depend(int before, int after, Reason type, Object list) {
        if (before >= 0 && after >= 0) {
            dependencies.add(before, after, type, list);
        }
    }

    private void cycles() {
        cycles(Kind.G0, EnumSet.of(Reason.WW), Reason.WW, EnumSet.of(Reason.WW), Set.of());
        cycles(Kind.G1C, EnumSet.of(Reason.WW, Reason.WR), Reason.WR, EnumSet.of(Reason.WW, Reason.WR), Set.of());
        EnumSet<Reason> all = EnumSet.allOf(Reason.class);
        Set<Integer> single = cycles(Kind.G_SINGLE, all, Reason.RW, EnumSet.of(Reason.WW, Reason.WR), Set.of());
        cycles(Kind.G2, all, Reason.RW, all, single);
    }

    /** One cycle of each circle that is not told of yet: an edge of the first type, and a way back by the others. Answers which are. */
    private Set<Integer> cycles(Kind kind, Set<Reason> all, Reason first, Set<Reason> back, Set<Integer> before) {
        int[] circles = dependencies.circles(all);
        Set<Integer> told = new HashSet<>(before);
        for (Edge edge : dependencies.within(circles, first)) {
            if (!told.contains(circles[edge.from()])) {
                List<Edge> cycle = dependencies.cycle(edge, back, circles);
                if (cycle != null) {
                    told.add(circles[edge.from()]);
                    cycle(kind, cycle);
                }
            }
        }
        return told;
    }

    private void cycle(Kind kind, List<Edge> cycle) {
        String why = cycle.stream()
                .map(edge -> client(edge.from()) + " –" + edge.type().name().toLowerCase(Locale.ROOT) + " "
                        + edge.list() + "→ ")
                .collect(joining());
        anomaly(
                kind,
                why + client(cycle.get(0).from()),
                cycle.stream().mapToInt(Edge::from).toArray());
    }

    private String client(int transaction) {
        return transactions.get(transaction).client();
    }

    private void anomaly(Kind kind, String why, int... by) {
        List<ListTransaction> involved = new ArrayList<>();
        for (int one : by) {
            if (!involved.contains(transactions.get(one))) {
                involved.add(transactions.get(one));
            }
        }
        anomalies.add(new ListAnomaly(kind, why, List.copyOf(involved)));
    }
}
