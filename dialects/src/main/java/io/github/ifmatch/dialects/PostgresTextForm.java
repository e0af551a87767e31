package io.github.ifmatch.dialects;

import io.github.ifmatch.type.ColumnType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * A column of PostgreSQL as the text that the server reads and writes for it, of whatever type: {@code json}, {@code jsonb}, {@code xml},
 * {@code inet}, {@code interval}, ranges, arrays of an enum type, types of an extension.
 *
 * <pre>{@code
 * Table.of(Device.class, Long.class).type("settings", PostgresTextForm.TYPE)
 * }</pre>
 *
 * <p>It is also what to build a type of one's own from: {@code PostgresTextForm.TYPE.as(Settings::parse, Settings::toJson)}. A row that
 * comes back has the text as the server writes it, which for {@code jsonb} is another order and other blanks; so two texts are the same
 * only if they are equal. Of a {@code point} or a {@code box} the driver writes the text, in one of two ways, so they are not for this type.
 *
 * <p>Thread-safe: it has no state.
 */
public final class PostgresTextForm implements ColumnType<String> {

    /** The only one. */
    public static final PostgresTextForm TYPE = new PostgresTextForm();

    private PostgresTextForm() {}

    /** Bound without a type, so that the server takes it for the column's. */
    @Override
    public void bind(PreparedStatement statement, int index, @Nullable String value) throws SQLException {
        statement.setObject(index, value, Types.OTHER);
    }

    @Override
    public @Nullable String read(ResultSet row, int index) throws SQLException {
        return row.getString(index);
    }
}
