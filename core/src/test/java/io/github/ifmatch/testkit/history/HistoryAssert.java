package io.github.ifmatch.testkit.history;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a {@link History}, in the style of AssertJ. A failure shows the operations that prove it, in order. For one thread at a
 * time.
 *
 * <pre>{@code
 * HistoryAssert.assertThat(history).against(versions).hasNoLostUpdates().hasNoPhantomWrites();
 * }</pre>
 */
public final class HistoryAssert extends AbstractAssert<HistoryAssert, History> {

    private final HistoryChecker checker;
    private @Nullable HistoryReport report;

    private HistoryAssert(History history, HistoryChecker checker) {
        super(history, HistoryAssert.class);
        this.checker = checker;
    }

    public static HistoryAssert assertThat(History history) {
        return new HistoryAssert(history, HistoryChecker.of(history));
    }

    /** Compares with the table, read at the end; see {@link HistoryChecker#against}. */
    public HistoryAssert against(Map<?, Long> versions) {
        return new HistoryAssert(actual, checker.against(versions));
    }

    /** See {@link HistoryChecker#againstRows}. */
    public HistoryAssert againstRows(Function<Object, @Nullable StoredRow> rows) {
        return new HistoryAssert(actual, checker.againstRows(rows));
    }

    /** Every read sees what was acknowledged, or seen, before it began. */
    public HistoryAssert withoutStaleReads() {
        return new HistoryAssert(actual, checker.withoutStaleReads());
    }

    /** No applied write was replaced by one that had not seen it, none that was acknowledged or seen is gone, and every row was decided. */
    public HistoryAssert hasNoLostUpdates() {
        return hasNone(List.of(
                Anomaly.LostUpdate.class,
                Anomaly.DuplicateVersion.class,
                Anomaly.VanishedWrite.class,
                Anomaly.WrongVersion.class,
                Anomaly.NoOrder.class));
    }

    /** No write that was refused, or failed, stands nevertheless, no version is unaccounted for, and every row was decided. */
    public HistoryAssert hasNoPhantomWrites() {
        return hasNone(List.of(
                Anomaly.PhantomWrite.class,
                Anomaly.MissingVersion.class,
                Anomaly.EarlyVersion.class,
                Anomaly.NoOrder.class));
    }

    /** Nothing at all is found, and no row was left undecided. */
    public HistoryAssert hasNoAnomalies() {
        HistoryReport found = report();
        if (!found.isClean()) {
            throw failure("%s", found);
        }
        return isDecided(found);
    }

    /** How many writes of unknown outcome may stand or not, for all that the history and the table show. */
    public HistoryAssert hasOpenOutcomes(long expected) {
        if (report().unknownOpen() != expected) {
            throw failure(
                    "expected %,d writes whose outcome stays unknown, found %,d: %s",
                    expected, report().unknownOpen(), report().headline());
        }
        return this;
    }

    /** What was found, for further assertions. */
    public HistoryReport report() {
        if (report == null) {
            report = checker.check();
        }
        return report;
    }

    private HistoryAssert hasNone(List<Class<? extends Anomaly>> kinds) {
        HistoryReport found = report();
        long count = kinds.stream().mapToLong(found::count).sum();
        if (count > 0) {
            List<Anomaly> shown = found.anomalies().stream()
                    .filter(anomaly -> kinds.stream().anyMatch(kind -> kind.isInstance(anomaly)))
                    .limit(10)
                    .toList();
            throw failure(
                    "%s%n%s",
                    found.headline(), shown.stream().map(Anomaly::text).collect(joining("\n")));
        }
        return isDecided(found);
    }

    /** What could not be decided is not known to be right. */
    private HistoryAssert isDecided(HistoryReport found) {
        if (found.undecided() > 0) {
            throw failure("not every row could be decided: %s", found.headline());
        }
        return this;
    }
}
