package io.github.ifmatch.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found, each once with its count. Thread-safe. */
final class Ledger {

    private final int most;
    private final Map<Entry, Long> counts = new LinkedHashMap<>();
    private long unlisted;

    Ledger(int most) {
        this.most = most;
    }

    private record Entry(Suspicion suspicion, String statement, StackTraceElement site) {

        Finding finding(long count) {
            return new Finding(suspicion.kind(), suspicion.table(), suspicion.lacks(), statement, site, count);
        }
    }

    /** The finding with its count; 1 if it is new. Where there are too many already it is only counted, with a count of 0. */
    synchronized Finding add(Suspicion suspicion, String statement, StackTraceElement site) {
        Entry entry = new Entry(suspicion, statement, site);
        if (!counts.containsKey(entry) && counts.size() >= most) {
            unlisted++;
            return entry.finding(0);
        }
        return entry.finding(counts.merge(entry, 1L, Long::sum));
    }

    synchronized AuditReport report() {
        List<Finding> findings = counts.entrySet().stream()
                .map(each -> each.getKey().finding(each.getValue()))
                .toList();
        return new AuditReport(findings, unlisted);
    }

    synchronized void clear() {
        counts.clear();
        unlisted = 0;
    }
}
