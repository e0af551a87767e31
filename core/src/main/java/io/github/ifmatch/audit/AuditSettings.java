package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What an audit was told. Immutable. */
record AuditSettings(
        List<WatchedTable> tables,
        boolean isThrowing,
        boolean reportsCalls,
        List<String> ignored,
        List<String> skipped,
        List<Consumer<Finding>> listeners) {

    AuditSettings with(List<WatchedTable> more) {
        return new AuditSettings(plus(tables, more), isThrowing, reportsCalls, ignored, skipped, listeners);
    }

    AuditSettings throwing() {
        return new AuditSettings(tables, true, reportsCalls, ignored, skipped, listeners);
    }

    AuditSettings withCalls() {
        return new AuditSettings(tables, isThrowing, true, ignored, skipped, listeners);
    }

    AuditSettings ignoring(List<String> more) {
        return new AuditSettings(tables, isThrowing, reportsCalls, plus(ignored, more), skipped, listeners);
    }

    AuditSettings skipping(List<String> more) {
        return new AuditSettings(tables, isThrowing, reportsCalls, ignored, plus(skipped, more), listeners);
    }

    AuditSettings listening(Consumer<Finding> listener) {
        return new AuditSettings(
                tables, isThrowing, reportsCalls, ignored, skipped, plus(listeners, List.of(listener)));
    }

    private static <T> List<T> plus(List<T> some, List<T> more) {
        List<T> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
