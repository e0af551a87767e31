package io.github.ifmatch.engine;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.Watcher.End;
import io.github.ifmatch.Watcher.Kind;
import io.github.ifmatch.engine.write.Unit;
import java.util.List;
import java.util.Optional;

/** How operations ended, for a watcher. */
final class Ends {

    private Ends() {}

    static End failed(Throwable failure) {
        return new End(Kind.FAILED, 0, 0, Optional.of(failure));
    }

    static End ofFind(Optional<?> found) {
        return ofFindAll(List.of(found));
    }

    static End ofFindAll(List<? extends Optional<?>> found) {
        long present = found.stream().filter(Optional::isPresent).count();
        return new End(Kind.READ, found.size(), present, Optional.empty());
    }

    /** Of a row that was looked at and not written. */
    static End ofCheck(Outcome<?> outcome) {
        return of(List.of(outcome), Kind.READ);
    }

    static End ofWrite(Outcome<?> outcome, Unit unit) {
        return ofBatch(List.of(outcome), unit);
    }

    static End ofBatch(List<? extends Outcome<?>> outcomes, Unit unit) {
        return of(outcomes, written(unit));
    }

    static End ofUpdateWhere(long rows, Unit unit) {
        return new End(written(unit), rows, rows, Optional.empty());
    }

    /** A transaction that is a unit by itself has ended by now. */
    private static Kind written(Unit unit) {
        return unit.owner().isPart() ? Kind.SENT : Kind.WRITTEN;
    }

    private static End of(List<? extends Outcome<?>> outcomes, Kind ifApplied) {
        long applied = outcomes.stream().filter(Outcome::isApplied).count();
        Kind kind = ifApplied;
        if (applied < outcomes.size()) {
            kind = outcomes.stream().anyMatch(Conflict.class::isInstance) ? Kind.CONFLICTED : Kind.MISSED;
        }
        return new End(kind, outcomes.size(), applied, Optional.empty());
    }
}
