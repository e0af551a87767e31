package io.github.ifmatch.engine.write;

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
        return marked.find(marked.id().refixed(idValues));
    }

    /** Such rows, one for each id. */
    public static <R, ID> List<Optional<R>> findAll(Statements<R, ID> statements, List<@Nullable Object[]> ids)
            throws Refusal {
        Statements<R, ID> marked = of(statements);
        RowId<R, ID> id = marked.id();
        return RowsByPlace.find(marked, id, ids.stream().map(id::refixed).toList(), false);
    }

    private static <R, ID> Statements<R, ID> of(Statements<R, ID> statements) {
        return statements.ofDeleted().orElseThrow();
    }

    /** Whether such a row has this id, and keeps it from being inserted; not if deletes remove rows. */
    static boolean holds(Statements<?, ?> statements, @Nullable Object[] idValues) throws Refusal {
        Optional<? extends Statements<?, ?>> marked = statements.ofDeleted();
        return marked.isPresent() && marked.get().exists(marked.get().id().refixed(idValues));
    }
}
