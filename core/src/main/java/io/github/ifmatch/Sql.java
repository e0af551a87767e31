package io.github.ifmatch;

import java.lang.invoke.MethodHandle;

/**
 * One rendered write. Immutable.
 *
 * @param text the statement
 * @param tracked the same, answering the transaction's id in one more column where the dialect has one
 * @param returnsRow whether it answers the row, as a query
 * @param binder binds the values, in order, as {@code (PreparedStatement, Object[]) void}
 */
record Sql(String text, String tracked, boolean returnsRow, MethodHandle binder) {}
