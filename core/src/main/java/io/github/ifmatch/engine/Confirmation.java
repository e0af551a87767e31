package io.github.ifmatch.engine;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.BoundId;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Missing;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.VersionedRows;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.write.Inspection;
import io.github.ifmatch.engine.write.Owner;
import io.github.ifmatch.engine.write.Ruling;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of a statement of somebody's own what its count means. Thread-safe, as the scope is. */
record Confirmation<R, ID>(Operations<R, ID> operations, DeclaredTable<R, ID> table) {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedRows.class);

    /** One that has this id in its WHERE. */
    void confirm(ID rowId, long version, long count) {
        @Nullable Object[] values = table.mapping().id().values(rowId);
        confirm(
                rowId,
                version,
                count,
                statements -> Inspection.of(statements, Ruling.Question.EXPECTED, version, values));
    }

    /** One whose id is known only as it was bound. */
    void confirm(BoundId bound, long version, long count) {
        confirm(
                shown(bound),
                version,
                count,
                statements -> Inspection.of(
                        statements, Ruling.Question.EXPECTED, version, isLocking -> statements.find(bound, isLocking)));
    }

    /** The id, where the built-in column types bind it as it is; else what was bound. */
    private Object shown(BoundId bound) {
        boolean isPlain = table.mapping().id().columns().stream()
                .allMatch(column -> column.type().isBuiltIn());
        List<?> values = bound.values();
        try {
            if (isPlain) {
                return requireNonNull(table.idOf(values));
            }
        } catch (IllegalArgumentException e) {
            LOG.trace("an id is shown as it was bound", e);
        }
        return values.size() == 1 ? values.get(0) : values;
    }

    private void confirm(
            Object named, long version, long count, Operations.Reading<R, ID, Inspection.Found<R>> inspecting) {
        String where = table.nameOf(named);
        if (count < 0) {
            throw new DatabaseException(
                    where + ": the driver does not say how many rows it changed. " + Owner.SOMEBODYS_CARRIED_OUT, null);
        }
        if (count > 1) {
            throw new MappingException(
                    where + ": " + count + " rows were changed; an id must be unique. " + Owner.SOMEBODYS_CARRIED_OUT);
        }
        if (count == 0) {
            Outcome<R> refused = explained(named, version, inspecting);
            operations.binding().journal().refused(table, "statement", refused);
            R unused = refused.orElseThrow();
        }
    }

    private Outcome<R> explained(
            Object named, long version, Operations.Reading<R, ID, Inspection.Found<R>> inspecting) {
        Inspection.Found<R> found = operations.read(inspecting);
        Object rowId = found.row().isPresent() ? table.id(found.row().get()) : named;
        return switch (found.ruling()) {
            case CONFLICT ->
                new Conflict<>(
                        table,
                        "statement",
                        rowId,
                        version,
                        found.row().orElseThrow(),
                        found.row().orElseThrow());
            case MISSING -> new Missing<>(table, named);
            default ->
                throw new SuppressedWriteException(
                        table,
                        table.nameOf(rowId),
                        rowId,
                        "the database changed no row, though the row stands at the expected version",
                        "The row was not written.",
                        "Something else in its WHERE does not hold, or a trigger, a rule or a row-level policy suppresses it.");
        };
    }
}
