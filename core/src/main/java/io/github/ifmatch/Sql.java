package io.github.ifmatch;

import java.util.List;

/**
 * One rendered write. Immutable.
 *
 * @param text the statement
 * @param tracked the same, answering the transaction's id in one more column where the dialect has one
 * @param returnsRow whether it answers the row, as a query
 * @param binds the columns whose values are bound, in order
 */
record Sql(String text, String tracked, boolean returnsRow, List<Column> binds) {}
