package io.github.ifmatch.engine.write;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.Sender;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.engine.mapping.RowId;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a write answered. Immutable.
 *
 * @param count how many rows it changed; below 0 if the driver does not say, {@link #REWRITTEN} if it is not the statement's own
 * @param row the row, where the statement answers it
 * @param id the id, where the database gave it and the statement does not answer the row
 * @param transactionId the transaction's id, where it was asked for
 */
record Answer<R, ID>(
        int count,
        @Nullable R row,
        @Nullable ID id,
        @Nullable String transactionId) {

    /** The statement was to answer rows, and answered none at all: a rule made another one of it. */
    static final int REWRITTEN = Integer.MIN_VALUE;

    /**
     * Reads it.
     *
     * @param tracks whether the transaction's id was asked for
     */
    static <R, ID> Answer<R, ID> of(
            PreparedStatement executed, Mapping<R, ID> mapping, Change<?> change, boolean tracks) throws SQLException {
        return switch (change.sql().returned()) {
            case ROWS -> ofRows(executed, mapping, tracks);
            case KEYS -> ofKeys(executed, mapping);
            case NOTHING -> {
                int count = executed.getUpdateCount();
                ID id = change.leavesId() && count == 1 ? generatedId(executed, mapping.id(), change.idValues()) : null;
                yield new Answer<>(count, null, id, null);
            }
        };
    }

    private static <R, ID> Answer<R, ID> counted(int count) {
        return new Answer<>(count, null, null, null);
    }

    private static <R, ID> Answer<R, ID> ofRows(PreparedStatement executed, Mapping<R, ID> mapping, boolean tracks)
            throws SQLException {
        try (ResultSet answer = executed.getResultSet()) {
            if (answer == null) {
                return counted(REWRITTEN);
            }
            if (!answer.next()) {
                return counted(0);
            }
            R row = mapping.read(answer);
            String transactionId = tracks ? answer.getString(mapping.columns().size() + 1) : null;
            return new Answer<>(answer.next() ? 2 : 1, row, null, transactionId);
        }
    }

    private static <R, ID> Answer<R, ID> ofKeys(PreparedStatement executed, Mapping<R, ID> mapping)
            throws SQLException {
        int count = executed.getUpdateCount();
        if (count != 1) {
            return counted(count);
        }
        try (ResultSet keys = executed.getGeneratedKeys()) {
            return new Answer<>(count, keys.next() ? mapping.read(keys) : null, null, null);
        }
    }

    private static <ID> ID generatedId(PreparedStatement executed, RowId<?, ID> id, @Nullable Object[] idValues)
            throws SQLException {
        try (ResultSet keys = executed.getGeneratedKeys()) {
            if (!keys.next()) {
                throw new MappingException(
                        id.columns().get(0) + ": the database gave no id for the new row; give it one");
            }
            return generatedId(keys, id, idValues);
        }
    }

    /** The columns of the id that the database gives to a new row: all, or some of several. */
    static List<String> generatedNames(TableSql<?, ?> sql, Change<?> change) {
        return change.idValues().length == 0
                ? sql.storedKeyNames
                : sql.generatedParts().names();
    }

    /** Reads the ids that the database gives to the rows of a batch, one after the other. */
    static <R, ID> Sender.Keys generatedIds(List<Change<R>> changes, RowId<?, ID> id, Consumer<ID> taking) {
        Iterator<Change<R>> each = changes.iterator();
        return keys -> {
            Change<R> change = each.hasNext() ? each.next() : changes.get(0); // more keys than rows are refused later
            taking.accept(generatedId(keys, id, change.idValues()));
        };
    }

    /**
     * The id that the database gave to the row that the keys are at.
     *
     * @param idValues what the row has given of it, with null for the others; none, if it gave nothing
     */
    private static <ID> ID generatedId(ResultSet keys, RowId<?, ID> id, @Nullable Object[] idValues)
            throws SQLException {
        @Nullable Object[] values = Arrays.copyOf(idValues, id.own().size());
        int next = 1;
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = requireNonNull(id.columns().get(i).read(keys, next++));
            }
        }
        return id.ofValues(values);
    }
}
