package io.github.ifmatch.type;

/**
 * A version that is the id of the transaction that wrote the row last, such as PostgreSQL's {@code xmin}: it stays the same when one
 * transaction writes a row twice, which is then no error. Nobody else can have written the row in between; but it keeps no holder of the row
 * within that transaction from overwriting another.
 *
 * <p>Thread-safe, as every column type is. Its column may be one that the catalogue does not list.
 */
public interface TransactionIdType extends ColumnType<Long> {}
