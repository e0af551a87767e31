package io.github.ifmatch;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One write, ready to be sent: the statement, the values to bind, and what is expected of the row. Immutable.
 *
 * @param values what is bound, one for each of the statement's columns
 * @param id the row's id; null for an insert that leaves it to the database
 * @param idValues the id's values, one for each of its columns
 * @param expectedVersion the version that the caller read; 0 for an insert
 * @param attempted takes the current row, gives what the caller tried to write
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and made once for each write
record Change<R>(
        Table<R, ?> table,
        Act act,
        Sql sql,
        @Nullable Object[] values,
        @Nullable Object id,
        @Nullable Object[] idValues,
        long expectedVersion,
        UnaryOperator<R> attempted) {

    static final String SEND_AGAIN = "send it again, it cannot be made twice";
    static final String LOOK_FIRST = "look before you send it again, it could be made twice";

    /** Whether it cannot be made twice. */
    boolean isConditional() {
        return act.checksVersion() || (act == Act.INSERT && id != null);
    }

    /** What to do when it is not known whether the write was made. */
    String again() {
        return isConditional() ? SEND_AGAIN : LOOK_FIRST;
    }

    /** The table and the id, as messages show them. */
    String where() {
        return id == null ? table.name() + " (new row)" : table.nameOf(id);
    }
}
