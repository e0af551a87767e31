package io.github.ifmatch;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * A listener that counts: events by table and kind, and where conflicts pile up.
 *
 * <p>What is counted as {@code written}, {@code overwritten}, {@code resolved} or {@code updatedwhere} is committed. In a
 * transaction that somebody else ends, that is not known: the same are counted as {@code sent}, {@code overwritten sent} and so
 * on.
 *
 * <p>Rows and fields are counted for as long as there are fewer than 10,000 of them; what comes after is not. Thread-safe.
 */
public final class Counts implements Listener {

    private static final int KEPT = 10_000;

    private final Map<String, LongAdder> events = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> rows = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> fields = new ConcurrentHashMap<>();

    /** Starts at zero. */
    public Counts() {}

    @Override
    public void on(Event event) {
        count(events, name(event));
        if (event instanceof Event.Conflicted conflicted) {
            Conflict<?> conflict = conflicted.conflict();
            count(rows, conflict.table().nameOf(conflict.id()));
            conflict.differences()
                    .of(Difference.Kind.CLASH)
                    .forEach(difference -> count(fields, event.table() + "." + difference.component()));
        }
    }

    /** The table and the kind. */
    public static String name(Event event) {
        return event.table() + " " + kind(event);
    }

    private static String kind(Event event) {
        if (event instanceof Event.Written written) {
            return written.isCommitted() ? "written" : "sent";
        }
        String kind = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        return event.isSent() ? kind + " sent" : kind;
    }

    private static void count(Map<String, LongAdder> counters, String name) {
        LongAdder counter = counters.get(name);
        if (counter == null && counters.size() < KEPT) {
            counter = counters.computeIfAbsent(name, any -> new LongAdder());
        }
        if (counter != null) {
            counter.increment();
        }
    }

    /** The counts as they stand now; writes that go on meanwhile may be in some and not in others. */
    public Snapshot snapshot() {
        return new Snapshot(sorted(events), sorted(rows), sorted(fields));
    }

    private static Map<String, Long> sorted(Map<String, LongAdder> counters) {
        return counters.entrySet().stream()
                .map(counter -> Map.entry(counter.getKey(), counter.getValue().sum()))
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /**
     * Counts at one time, the largest first.
     *
     * <p>Immutable.
     *
     * @param events by table and kind, such as {@code accounts conflicted}
     * @param hotRows conflicts by row, such as {@code accounts 42}
     * @param hotFields conflicts by component in which mine and theirs differed, such as {@code accounts.owner}
     */
    public record Snapshot(Map<String, Long> events, Map<String, Long> hotRows, Map<String, Long> hotFields) {

        /** How many of a table's writes, those that were only sent included, were refused by a conflict, from 0 to 1. */
        public double conflictRate(String table) {
            double conflicts = events.getOrDefault(table + " conflicted", 0L);
            double writes = events.getOrDefault(table + " written", 0L) + events.getOrDefault(table + " sent", 0L);
            return conflicts == 0 ? 0 : conflicts / (conflicts + writes);
        }
    }
}
