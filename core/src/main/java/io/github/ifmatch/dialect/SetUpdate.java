package io.github.ifmatch.dialect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement that updates many rows, each to its own values at its own version, and answers only how many it wrote, as a
 * {@link Dialect} has it.
 *
 * <p>It binds what the update of one row binds, in the same order, once for each row: the columns that are set, the id, the expected
 * version. Each value is bound as {@code ColumnType.plain} has it, and must be stored, or refused, as by that update.
 *
 * <p>It is given the rows in the order of their ids, and takes their locks in it, and of no other rows. Its count is believed only if it is that of
 * the rows given; else the whole is undone, the rows are locked and compared, and those that stand are sent again.
 *
 * <p>Thread-safe: every implementation must be; it best holds no state.
 */
public interface SetUpdate {

    /** The statement for so many rows. */
    String text(int rows);

    /**
     * How many of these rows, from the first on, one statement takes.
     *
     * @param rows for each row the values that are bound: of classes that JDBC 4.2 (table B-4) knows, or null
     * @return 0 if one of the values might be stored otherwise than by an update of its row alone: then the rows are sent in another way
     */
    int fitting(List<@Nullable Object[]> rows);
}
