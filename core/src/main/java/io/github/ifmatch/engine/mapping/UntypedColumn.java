package io.github.ifmatch.engine.mapping;

import io.github.ifmatch.MappingException;
import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stands for the type of a column that has none of its own: a database may know it. Immutable.
 *
 * @param component the component and its class, as messages name them
 * @param path the component's path
 * @param isRecord whether its components could have columns of their own
 */
record UntypedColumn(String component, String path, boolean isRecord) implements ColumnType<Object> {

    /** What is wrong, and what would help. */
    String problem() {
        return "the " + component + " has no column type; give it one with type(\"" + path + "\", …)"
                + (isRecord ? ", or its components columns of their own with nested(\"" + path + "\", …)" : "");
    }

    /** The same, where only the table of a database is lacking. */
    String remedy() {
        return problem()
                + ", or use the table of a database that has one: repository.table(), or the row mapper of its Jdbi";
    }

    @Override
    public void bind(PreparedStatement statement, int index, @Nullable Object value) {
        throw new MappingException(remedy());
    }

    @Override
    public Object read(ResultSet row, int index) {
        throw new MappingException(remedy());
    }

    @Override
    public boolean same(Object one, Object other) {
        return Objects.deepEquals(one, other);
    }

    /** Whether the component is one that a database may find to have columns of its own, and this one of them. */
    boolean mayHold(String other) {
        return other.startsWith(path + ".");
    }
}
