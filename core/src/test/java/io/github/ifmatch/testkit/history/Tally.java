package io.github.ifmatch.testkit.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts while a history is checked. For one thread at a time. */
final class Tally {

    private static final int KEPT = 1_000;

    final UnknownTally unknown = new UnknownTally();
    private final Map<Class<? extends Anomaly>, Long> counts = new LinkedHashMap<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private long operations;
    private long applied;
    private long denied;
    private long undecided;

    void count(List<Operation> row) {
        for (Operation operation : row) {
            operations += operation.kind() == Operation.Kind.GIVEN ? 0 : 1;
            applied += operation.isWrite() && operation.isApplied() ? 1 : 0;
            denied += operation.isDenied() ? 1 : 0;
        }
    }

    void found(Anomaly anomaly) {
        counts.merge(anomaly.getClass(), 1L, Long::sum);
        if (anomalies.size() < KEPT) {
            anomalies.add(anomaly);
        }
    }

    void undecided() {
        undecided++;
    }

    HistoryReport report(History history) {
        return new HistoryReport(
                operations,
                history.rowCount(),
                applied,
                denied,
                unknown.stood,
                unknown.didNotStand,
                unknown.open,
                undecided,
                Map.copyOf(counts),
                List.copyOf(anomalies));
    }
}
