package io.github.ifmatch.type;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What statements of one's own need of a {@link io.github.ifmatch.Table}: the columns that say which row is meant, and the way from
 * columns to a row.
 *
 * <p>Immutable.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public interface TableColumns<R, ID> {

    /**
     * The values of an id: itself, or, where a record holds several columns, the value of each, in the declared order; and then those
     * of {@linkplain io.github.ifmatch.Table#fixed fixed} columns.
     *
     * @throws IllegalArgumentException if the id is of another class
     */
    List<@Nullable Object> idValues(ID id);

    /**
     * The columns of the id, as declared, and those that are {@linkplain io.github.ifmatch.Table#fixed fixed}. A {@linkplain
     * io.github.ifmatch.Table#softDelete(String) time of deletion} is not among them: that it is NULL, a statement of one's own must
     * say by itself.
     */
    List<String> idColumns();

    /** The column of the version, as declared; there is none of the name where columns are compared in place of a version. */
    String versionColumn();

    /**
     * The id that values make which were bound to its columns, in the order of {@link #idColumns}.
     *
     * <p>A number may be of another width, a UUID or an enum may be its text, a time may be of {@code java.sql}.
     *
     * @throws IllegalArgumentException if a value is null or cannot be taken for the column's type
     */
    ID idOf(List<? extends @Nullable Object> values);

    /**
     * Reads the row that a result set stands on, columns by name.
     *
     * @throws SQLException if the result set lacks a column, or the driver fails
     * @throws io.github.ifmatch.MappingException if a stored value does not fit, or a column has no type: where only a database knows it, use
     *     {@code repository.table().read(…)}, or the row mapper of its Jdbi
     */
    R read(ResultSet resultSet) throws SQLException;
}
