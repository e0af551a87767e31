package io.github.ifmatch.jdbi;

import io.github.ifmatch.ConflictException;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.VersionedRows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
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
    private List<CheckedRow> targets = List.of();

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

    @Override
    public void beforeTemplating(@Nullable PreparedStatement none, StatementContext context) {
        recorder = new Recorder();
        RecordingBuilder.await(handle, context, recorder);
    }

    @Override
    public void beforeExecution(PreparedStatement statement, StatementContext context) {
        try {
            VersionedTables tables = handle.getConfig(VersionedTables.class);
            Plan plan = plan(tables, context);
            VersionedRows<?, ?> rows = tables.rows(handle, plan.table());
            targets = recorder.rows().stream()
                    .map(bound -> CheckedRow.of(rows, plan, bound))
                    .toList();
            undo = undoes && recorder.isBatch() ? begun() : null;
        } catch (RuntimeException e) {
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

    private Undo begun() {
        if (!handle.isInTransaction()) {
            throw new IllegalStateException(
                    "a version-checked batch must be sent in a transaction, or the rows that are"
                            + " written before one is refused could not be undone: use handle.inTransaction(…). Nothing was sent.");
        }
        return Undo.begin(handle.getConnection());
    }

    @Override
    public void afterExecution(PreparedStatement statement, StatementContext context) throws SQLException {
        try {
            VersionedException refused =
                    recorder.isBatch() ? refusedOfBatch() : targets.get(0).refused(statement.getUpdateCount());
            if (refused != null) {
                throw refused;
            }
        } catch (SQLException | RuntimeException e) {
            context.close();
            if (undo != null) {
                undo.rollback(e);
            }
            throw e;
        }
        if (undo != null) {
            undo.release();
        }
    }

    private @Nullable VersionedException refusedOfBatch() {
        VersionedException first = null;
        for (int row = 0; row < targets.size(); row++) {
            VersionedException refused = targets.get(row).refused(recorder.count(row));
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
}
