package io.github.ifmatch.engine.write;

import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.dialect.LockingRead;
import io.github.ifmatch.engine.mapping.RowId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks at the rows that a delete has marked instead of removing them: no other look sees them. */
public final class Marked {

    private Marked() {}

    /** The row that a delete has marked. */
    static <R, ID> Optional<R> find(Statements<R, ID> statements, @Nullable Object[] idValues) throws Refusal {
        Statements<R, ID> marked = of(statements);
        return marked.find(marked.sql().mapping().id().refixed(idValues));
    }

    /** Such rows, one for each id. */
    public static <R, ID> List<Optional<R>> findAll(Statements<R, ID> statements, List<@Nullable Object[]> ids)
            throws Refusal {
        Statements<R, ID> marked = of(statements);
        RowId<R, ID> id = marked.sql().mapping().id();
        return RowsByPlace.find(marked, id, ids.stream().map(id::refixed).toList(), false);
    }

    private static <R, ID> Statements<R, ID> of(Statements<R, ID> statements) {
        return statements.ofDeleted().orElseThrow();
    }

    /** Whether it was such a row that an insert of its id has met; not if something else than a unique index refused the insert. */
    static boolean isMet(Statements<?, ?> statements, Refusal refusal, @Nullable Object[] idValues) throws Refusal {
        return refusal.fault() == Fault.DUPLICATE && holds(statements, idValues);
    }

    /**
     * Whether such a row has this id, and a key keeps it from being given again: then no row that is kept has it. A policy may hide from locks
     * what it shows; what is read without a lock has it, unless that may be old.
     */
    static boolean holds(Statements<?, ?> statements, @Nullable Object[] idValues) throws Refusal {
        Optional<? extends Statements<?, ?>> marked = statements.ofDeleted();
        if (marked.isEmpty() || !statements.sql().keepsMarkedIds) {
            return false;
        }
        Statements<?, ?> rows = marked.get();
        @Nullable Object[] id = rows.sql().mapping().id().refixed(idValues);
        return rows.exists(true, id) || (mayHideFromLocks(rows) && rows.exists(false, id));
    }

    private static boolean mayHideFromLocks(Statements<?, ?> rows) throws Refusal {
        LockingRead shown = rows.dialect().lockingRead();
        return (shown == LockingRead.SNAPSHOT || shown == LockingRead.UNKNOWN) && rows.isNewest(false);
    }
}
