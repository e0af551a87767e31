package io.github.ifmatch;

import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * One rendered write. Immutable.
 *
 * @param text the statement
 * @param tracked the same, answering the transaction's id in one more column where the dialect has one
 * @param returnsRow whether it answers the row, as a query
 * @param plain the write alone, which answers a count
 * @param bound the columns whose values are bound, in order
 * @param binder binds the values, in order, as {@code (PreparedStatement, Object[]) void}
 */
record Sql(
        WriteKind kind,
        String text,
        String tracked,
        boolean returnsRow,
        String plain,
        List<Column> bound,
        MethodHandle binder) {}
