package io.github.ifmatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends a chunk as one statement of the dialect's, which locks the rows first and answers them: one round trip. For one
 * thread at a time, like the connection.
 */
final class SetBatch<R, ID> {

    private final Statements<R, ID> statements;
    private final TableSql<R, ID> sql;
    private final BatchStatement batch;
    private @Nullable String transactionId;

    SetBatch(Statements<R, ID> statements, TableSql<R, ID> sql, BatchStatement batch) {
        this.statements = statements;
        this.sql = sql;
        this.batch = batch;
    }

    @Nullable
    String transactionId() {
        return transactionId;
    }

    /**
     * Writes the chunk, and decides every row that the answer tells of.
     *
     * @return false if a value is of a type that the statement cannot take: then nothing was sent
     */
    boolean write(Chunk<R, ID> chunk, Owner owner) throws Refusal {
        return statements.guarded(true, () -> {
            List<@Nullable Object[]> columns = columns(chunk);
            Optional<BatchStatement.Values> values = columns.isEmpty() ? Optional.empty() : batch.values(columns);
            if (values.isEmpty()) {
                return false;
            }
            return statements.writingQuery(batch.tracked(), values.get()::bind, answer -> {
                while (answer.next()) {
                    decide(chunk, answer, owner);
                }
                return true;
            });
        });
    }

    /** The values by column; none if one of them cannot be told. */
    private List<@Nullable Object[]> columns(Chunk<R, ID> chunk) throws SQLException {
        CapturedValue bound = new CapturedValue(statements.connection());
        List<Column> columns = chunk.change(0).sql().bound();
        int rows = chunk.changes().size();
        List<@Nullable Object[]> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            @Nullable Object[] column = new Object[rows];
            for (int row = 0; row < rows; row++) {
                CapturedValue.Bound value =
                        bound.of(columns.get(i), chunk.change(row).values()[i]);
                if (!value.isKnown()) {
                    return List.of();
                }
                column[row] = value.value();
            }
            values.add(column);
        }
        return values;
    }

    private void decide(Chunk<R, ID> chunk, ResultSet answer, Owner owner) throws SQLException {
        int columns = sql.mapping().columns().size();
        int place = answer.getInt(columns + 1) - 1;
        if (place < 0) {
            throw new MappingException(chunk.change(0).table().name()
                    + ": a row was written that was not given. A trigger changes the id. " + owner.carriedOut);
        }
        Change<R> change = chunk.change(place);
        Verdict<R, ID> verdict = new Verdict<>(statements, change, owner);
        if (chunk.outcome(place).isPresent()) {
            throw verdict.miscounted(2);
        }
        R row = verdict.reading(() -> sql.mapping().read(answer));
        if (answer.getBoolean(columns + 2)) {
            chunk.decide(place, verdict.applied(row));
        } else if (verdict.isAgainst(row)) {
            chunk.decide(place, verdict.logged(verdict.conflict(row)));
        }
        if (transactionId == null && !batch.tracked().equals(batch.text())) { // the same in every row
            transactionId = answer.getString(columns + 3);
        }
    }
}
