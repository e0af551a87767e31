package io.github.ifmatch.http;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.Table;
import io.github.ifmatch.http.Decision.Proceed;
import io.github.ifmatch.http.Problem.Kind;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** What is told of a request that was refused for its precondition, at once or by the write. */
final class Refused {

    private static final String NOTHING_WRITTEN = " Nothing was written.";

    private Refused() {}

    static Problem of(Decision.Answer answer) {
        if (answer instanceof Decision.BadRequest bad) {
            return Problem.of(bad.status(), bad.kind(), bad.detail());
        }
        if (answer instanceof Decision.PreconditionFailed failed) {
            return of(failed);
        }
        if (answer instanceof Decision.PreconditionRequired required) {
            return Problem.of(required.status(), Kind.PRECONDITION_REQUIRED, required.detail());
        }
        throw new IllegalArgumentException("answer must not be 304, which has no content");
    }

    private static Problem of(Decision.PreconditionFailed failed) {
        Problem problem = Problem.of(failed.status(), Kind.PRECONDITION_FAILED, failed.detail());
        if (failed.current().isPresent()) {
            problem = problem.withRow(new StandingRow(null, failed.current().get()));
        }
        if (failed.currentVersion().isPresent()) {
            problem = problem.with("currentVersion", failed.currentVersion().getAsLong());
        }
        return failed.currentTag().map(problem::withCurrentTag).orElse(problem);
    }

    static Problem of(Conflict<?> conflict) {
        String expected = "version " + conflict.expectedVersion();
        boolean isNewer = isAbove(conflict, conflict.expectedVersion());
        return of(conflict, 409, isInsert(conflict), changed(conflict, isNewer, expected))
                .with("expectedVersion", conflict.expectedVersion())
                .with("currentVersion", conflict.currentVersion());
    }

    static Problem of(Conflict<?> conflict, Proceed proceed) {
        AcceptableVersions versions = proceed.versions();
        if (!isOf(conflict, proceed)) {
            return ofAnother(conflict);
        }
        if (versions.accepts(conflict.currentVersion())) {
            return of(conflict);
        }
        boolean isHeader = proceed.source() == Decision.Source.HEADER;
        boolean exists = isInsert(conflict) || versions.acceptsAbsence();
        NavigableSet<Long> listed = versions.versions().orElseThrow();
        if (!isHeader && !exists) { // of which row the body's version is, only the write knows
            return listed.isEmpty() ? ofNoVersion(conflict) : of(conflict);
        }
        int status = isHeader ? 412 : 409;
        Problem problem = of(conflict, status, exists, changed(conflict, versions, listed));
        return (exists || listed.size() == 1
                        ? problem.with("expectedVersion", conflict.expectedVersion())
                        : problem.with("expectedVersions", List.copyOf(listed)))
                .with("currentVersion", conflict.currentVersion());
    }

    private static Problem of(Conflict<?> conflict, int status, boolean exists, String changed) {
        Problem problem = exists
                ? Problem.of(
                        status,
                        Kind.EXISTS,
                        "The row exists already, at version " + conflict.currentVersion() + "." + NOTHING_WRITTEN)
                : Problem.of(status, Kind.CONFLICT, changed);
        return problem.withRow(new StandingRow(conflict.table().name(), conflict.current()));
    }

    /** The body had a number that no version can be. */
    private static Problem ofNoVersion(Conflict<?> conflict) {
        String detail = "The version that was sent is none of this row, which is at version ";
        return of(conflict, 409, false, detail + conflict.currentVersion() + "." + NOTHING_WRITTEN)
                .with("currentVersion", conflict.currentVersion());
    }

    /** Without its versions and the row: a client would take them for those of the row that it asked for, and overwrite that. */
    private static Problem ofAnother(Conflict<?> conflict) {
        return isInsert(conflict)
                ? Problem.of(409, Kind.EXISTS, "Another row that this would create is there already." + NOTHING_WRITTEN)
                : Problem.of(
                        409,
                        Kind.CONFLICT,
                        "Another row that this needs was changed by somebody else." + NOTHING_WRITTEN);
    }

    private static String changed(Conflict<?> conflict, AcceptableVersions versions, NavigableSet<Long> listed) {
        return listed.isEmpty()
                ? "No entity tag that was sent is one of this row, which is at version " + conflict.currentVersion()
                        + "." + NOTHING_WRITTEN
                : changed(conflict, isAbove(conflict, listed.last()), versions.toString());
    }

    /** Versions that are not counted have no order: another one is a later one, for all that is known. */
    private static boolean isAbove(Conflict<?> conflict, long expected) {
        return conflict.currentVersion() > expected
                || !conflict.table().versions().isOrdered();
    }

    private static String changed(Conflict<?> conflict, boolean isNewer, String expected) {
        return (isNewer
                        ? "The row was changed by somebody else: expected "
                        : "The row stands at another version: expected ")
                + expected + ", current version " + conflict.currentVersion() + "." + NOTHING_WRITTEN;
    }

    private static boolean isInsert(Conflict<?> conflict) {
        return conflict.verb().equals("insert");
    }

    /** Whether it is the row that the precondition is of, by the id that was written, or as the column stores it. */
    private static <R> boolean isOf(Conflict<R> conflict, Proceed proceed) {
        Table<R, ?> table = conflict.table();
        return proceed.isOf(table.name(), conflict.id()) || proceed.isOf(table.name(), table.id(conflict.current()));
    }

    static Problem notFound() {
        return Problem.of(404, Kind.MISSING, "There is no such row (any more)." + NOTHING_WRITTEN);
    }

    static Problem missing(String table, Object id, Proceed proceed) {
        if (!proceed.isOf(table, id)) {
            return Problem.of(409, Kind.MISSING, "A row that this needs is not there (any more)." + NOTHING_WRITTEN);
        }
        return proceed.failsOnAbsence()
                ? Problem.of(
                        412,
                        Kind.PRECONDITION_FAILED,
                        "The precondition does not hold: there is no such row (any more)." + NOTHING_WRITTEN)
                : notFound();
    }

    static Problem of(RefusedException failure) {
        return listed(failure, Problem.of(409, Kind.CONFLICT, "Some of the changes were refused." + NOTHING_WRITTEN));
    }

    /** By what was refused of the request's own row, if that was. */
    static Problem of(RefusedException failure, Proceed proceed) {
        Optional<Outcome<?>> own = failure.refused().values().stream()
                .filter(outcome -> proceed.target().isPresent() && isOf(outcome, proceed))
                .findFirst();
        return own.isPresent() ? listed(failure, Problem.of(own.get(), proceed)) : of(failure);
    }

    private static boolean isOf(Outcome<?> outcome, Proceed proceed) {
        return outcome instanceof Conflict<?> conflict
                ? isOf(conflict, proceed)
                : outcome instanceof Missing<?> missing
                        && proceed.isOf(missing.table().name(), missing.id());
    }

    private static Problem listed(RefusedException failure, Problem problem) {
        return problem.with("refused", RefusedChanges.of(failure.refused()));
    }
}
