package io.github.ifmatch.jdbi;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Table;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.StatementCustomizer;
import org.jspecify.annotations.Nullable;

/**
 * Checks one statement each time it is sent: what is bound before, what was changed after. For one thread at a time, like
 * the handle.
 */
final class StatementCheck implements StatementCustomizer {

    private final Handle handle;
    private final Demand demand;
    private final boolean undoes;
    private Recorder recorder = new Recorder();
    private @Nullable Undo undo;
    private List<Target<?, ?>> targets = List.of();

    /**
     * Checks a statement of this handle.
     *
     * @param undoes whether a batch of which a row is refused is to be undone here
     */
    StatementCheck(Handle handle, Demand demand, boolean undoes) {
        this.handle = handle;
        this.demand = demand;
        this.undoes = undoes;
    }

    /** A row that is to be written. */
    private record Target<R, ID>(VersionedRows<R, ID> rows, ID id, long version) {

        static <R, ID> Target<R, ID> of(VersionedRows<R, ID> rows, Plan plan, Map<Integer, @Nullable Object> bound) {
            List<@Nullable Object> id = new ArrayList<>();
            plan.id().forEach(parameter -> id.add(bound.get(parameter)));
            Table<R, ID> table = rows.table();
            if (!(bound.get(plan.version()) instanceof Number version)) {
                throw new IllegalArgumentException(
                        table.name() + "." + table.versionColumn() + " must be bound as a number");
            }
            return new Target<>(rows, table.idOf(id), version.longValue());
        }

        void confirm(long count) {
            rows.confirm(id, version, count);
        }
    }

    @Override
    public void beforeTemplating(@Nullable PreparedStatement none, StatementContext context) {
        recorder = new Recorder();
        RecordingBuilder.await(handle, context, recorder);
    }

    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context) throws SQLException {
        try {
            VersionedTables tables = handle.getConfig(VersionedTables.class);
            Plan plan = plan(tables, context);
            targets = targets(tables.rows(handle, plan.table()), plan);
            undo = undoes && recorder.isBatch() ? begun() : null;
        } catch (IllegalArgumentException | IllegalStateException | SQLException e) {
            context.close();
            throw e;
        }
    }

    private Plan plan(VersionedTables tables, StatementContext context) {
        try {
            return tables.plans().of(context.getParsedSql(), demand);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the statement cannot be version-checked: " + e.getMessage() + ". Nothing was sent.", e);
        }
    }

    private <R, ID> List<Target<?, ?>> targets(VersionedRows<R, ID> rows, Plan plan) {
        List<Target<?, ?>> all = new ArrayList<>();
        recorder.rows().forEach(bound -> all.add(Target.of(rows, plan, bound)));
        return all;
    }

    private Undo begun() throws SQLException {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "a version-checked batch must be sent in a transaction, or the rows that are"
                            + " written before one is refused could not be undone: use handle.inTransaction(…). Nothing was sent.");
        }
        return Undo.begin(handle.getConnection());
    }

    @Override
    public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
        VersionedException refused =
                recorder.isBatch() ? refusedOfBatch() : refused(targets.get(0), statement.getUpdateCount());
        if (refused != null) {
            context.close();
            if (undo != null) {
                undo.rollback(refused);
            }
            throw refused;
        }
        if (undo != null) {
            undo.release();
        }
    }

    private @Nullable VersionedException refusedOfBatch() {
        VersionedException first = null;
        for (int row = 0; row < targets.size(); row++) {
            VersionedException refused = refused(targets.get(row), recorder.count(row));
            if (refused == null) {
                continue;
            }
            if (first == null) {
                first = refused;
            } else {
                first.addSuppressed(refused);
            }
            if (!(refused instanceof ConflictException) && !(refused instanceof MissingRowException)) {
                return first; // the transaction may be dead
            }
        }
        return first;
    }

    private static @Nullable VersionedException refused(Target<?, ?> target, long count) {
        try {
            target.confirm(count);
            return null;
        } catch (VersionedException e) {
            return e;
        }
    }
}
