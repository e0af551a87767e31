package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was found in a history. Immutable.
 *
 * @param operations how many were recorded, reads and writes
 * @param rows of how many rows
 * @param applied how many writes were acknowledged
 * @param denied how many were refused, or failed without effect
 * @param unknownStood writes of unknown outcome that stand
 * @param unknownDidNotStand those that do not
 * @param unknownOpen those that may stand or not, for all that is known
 * @param undecided rows whose orders were too many to try, {@link HistoryChecker} says which
 * @param counts how many anomalies there are of each kind
 * @param anomalies the first 1,000 of them
 */
public record HistoryReport(
        long operations,
        long rows,
        long applied,
        long denied,
        long unknownStood,
        long unknownDidNotStand,
        long unknownOpen,
        long undecided,
        Map<Class<? extends Anomaly>, Long> counts,
        List<Anomaly> anomalies) {

    public long count(Class<? extends Anomaly> kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return counts.isEmpty();
    }

    /** Those of one kind, of the first 1,000. */
    public <A extends Anomaly> List<A> of(Class<A> kind) {
        return anomalies.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The counts in a line. */
    public String headline() {
        String kinds = counts.isEmpty()
                ? "no anomaly"
                : counts.entrySet().stream()
                        .map(count -> count.getValue() + " × " + count.getKey().getSimpleName())
                        .sorted()
                        .collect(joining(", "));
        return ("%s in %s on %s: %s applied, %,d refused or failed, %,d unknown"
                        + " (%,d stand, %,d do not, %,d open)%s")
                .formatted(
                        kinds,
                        counted(operations, "operation"),
                        counted(rows, "row"),
                        counted(applied, "write"),
                        denied,
                        unknownStood + unknownDidNotStand + unknownOpen,
                        unknownStood,
                        unknownDidNotStand,
                        unknownOpen,
                        undecided == 0 ? "" : ", " + counted(undecided, "row") + " undecided");
    }

    private static String counted(long count, String what) {
        return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
    }

    /** The counts, and the first ten anomalies with their operations. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(headline()), anomalies.stream().limit(10).map(Anomaly::text))
                .collect(joining("\n"));
    }
}
