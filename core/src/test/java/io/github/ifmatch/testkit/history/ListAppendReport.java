package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.github.ifmatch.testkit.history.ListAnomaly.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What was found in a history of list-append. Immutable.
 *
 * @param transactions how many were recorded
 * @param anomalies of each set of transactions that depend on each other in a circle one of each kind; all others
 */
public record ListAppendReport(int transactions, List<ListAnomaly> anomalies) {

    /** The kinds that were found. */
    public Set<Kind> kinds() {
        return anomalies.stream().map(ListAnomaly::kind).collect(toCollection(() -> EnumSet.noneOf(Kind.class)));
    }

    public boolean isClean() {
        return anomalies.isEmpty();
    }

    /** The counts, and the first ten anomalies with their transactions. */
    @Override
    public String toString() {
        return anomalies.size() + " anomalies in " + transactions + " transactions"
                + anomalies.stream()
                        .limit(10)
                        .map(anomaly -> "\n" + anomaly.text())
                        .collect(joining());
    }
}
