package io.github.ifmatch.spring.boot;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Counts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator's endpoint {@code ifmatch}: how many writes were refused by a conflict, and where conflicts pile up.
 *
 * <p>Counted since the start, in this instance of the application. It shows ids, as messages and logs do: a hot row without its name
 * helps nobody, and an endpoint is seen by those only to whom it is exposed. It never shows other values. Thread-safe.
 */
@Endpoint(id = "ifmatch")
public final class IfmatchEndpoint {

    /** How many rows and fields are shown. */
    private static final int SHOWN = 20;

    private static final Pattern EVENT = Pattern.compile("(.+?) ((?:resolved|overwritten|updatedwhere) sent|\\S+)");

    private final Counts counts;

    /** Shows these counts. */
    public IfmatchEndpoint(Counts counts) {
        this.counts = requireNonNull(counts, "counts must not be null");
    }

    /** What was counted until now. */
    @ReadOperation
    public Report report() {
        Counts.Snapshot snapshot = counts.snapshot();
        Map<String, Map<String, Long>> events = new TreeMap<>();
        snapshot.events().forEach((event, count) -> {
            Matcher parts = EVENT.matcher(event);
            if (parts.matches()) {
                events.computeIfAbsent(parts.group(1), table -> new TreeMap<>()).put(parts.group(2), count);
            }
        });
        Map<String, TableReport> tables = new LinkedHashMap<>();
        events.forEach((table, ofTable) -> tables.put(table, new TableReport(snapshot.conflictRate(table), ofTable)));
        return new Report(tables, first(snapshot.hotRows()), first(snapshot.hotFields()));
    }

    private static Map<String, Long> first(Map<String, Long> largestFirst) {
        return largestFirst.entrySet().stream()
                .limit(SHOWN)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
    }

    /**
     * What the endpoint answers. Immutable.
     *
     * @param tables by name; {@code transaction} for transactions that were run again
     * @param hotRows the 20 rows with the most conflicts, such as {@code accounts 42}
     * @param hotFields the 20 components in which mine and theirs differed most often, such as {@code accounts.owner}
     */
    public record Report(Map<String, TableReport> tables, Map<String, Long> hotRows, Map<String, Long> hotFields) {}

    /**
     * What happened to a table. Immutable.
     *
     * @param conflictRate how many of its writes were refused by a conflict, from 0 to 1
     * @param events by kind, such as {@code written} or {@code conflicted}
     */
    public record TableReport(double conflictRate, Map<String, Long> events) {}
}
