package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.WriteKind;
import io.github.ifmatch.engine.mapping.Column;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * One rendered write. Immutable.
 *
 * @param text the statement
 * @param tracked the same, answering the transaction's id in one more column where the dialect has one
 * @param returned how it answers the row, if it does
 * @param plain the write alone, which answers a count
 * @param bound the columns whose values are bound, in order
 * @param binder binds the values, in order, as {@code (PreparedStatement, Object[]) void}
 */
public record Sql(
        WriteKind kind,
        String text,
        String tracked,
        Returned returned,
        String plain,
        List<Column> bound,
        MethodHandle binder) {

    /** How a write answers the row that it leaves. */
    public enum Returned {
        /** Not at all: the row is read. */
        NOTHING,
        /** It is executed as a query. */
        ROWS,
        /** As generated keys, all columns of it. */
        KEYS
    }

    /** Whether it answers the row by itself. */
    public boolean returnsRow() {
        return returned != Returned.NOTHING;
    }
}
