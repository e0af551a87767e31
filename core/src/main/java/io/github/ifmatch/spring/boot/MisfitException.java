package io.github.ifmatch.spring.boot;

import io.github.ifmatch.VersionedException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Table beans do not fit the database: the first reason is the cause, the others are suppressed in it.
 *
 * <p>Immutable.
 */
final class MisfitException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private final transient Map<String, VersionedException> failures;

    /** At least one, by the names of the table beans. */
    MisfitException(Map<String, VersionedException> failures) {
        super(message(failures), first(failures));
        this.failures = failures;
    }

    private static String message(Map<String, VersionedException> failures) {
        return failures.entrySet().stream()
                .map(failure -> "the table bean '" + failure.getKey() + "': "
                        + failure.getValue().getMessage())
                .collect(Collectors.joining("; "));
    }

    private static VersionedException first(Map<String, VersionedException> failures) {
        List<VersionedException> all = List.copyOf(failures.values());
        all.stream().skip(1).forEach(all.get(0)::addSuppressed);
        return all.get(0);
    }

    /** By the names of the table beans. */
    Map<String, VersionedException> failures() {
        return failures;
    }
}
