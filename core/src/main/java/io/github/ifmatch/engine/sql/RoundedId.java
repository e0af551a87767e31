package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.engine.mapping.Column;
import io.github.ifmatch.engine.mapping.Mapping;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the columns of an id round what is stored in them: the type to cast each value to, in standard SQL; null for a column that
 * does not round. Immutable.
 *
 * <p>Of an id that was refused as a duplicate, and that no row seems to have, it finds the row.
 */
public record RoundedId(List<@Nullable String> types) {

    /** As the driver tells it of a query of all columns, which is not executed. */
    public static RoundedId of(Connection connection, String select, Mapping<?, ?> mapping) throws SQLException {
        List<String> selected = mapping.columns().stream().map(Column::name).toList();
        try (PreparedStatement statement = connection.prepareStatement(select)) {
            ResultSetMetaData metaData = statement.getMetaData();
            List<@Nullable String> types = new ArrayList<>();
            for (Column column : mapping.id().columns()) {
                types.add(metaData == null ? null : type(metaData, selected.indexOf(column.name()) + 1));
            }
            return new RoundedId(types);
        }
    }

    private static @Nullable String type(ResultSetMetaData metaData, int index) throws SQLException {
        if (index == 0) {
            return null; // a fixed column, which is not read
        }
        int precision = metaData.getPrecision(index);
        int scale = metaData.getScale(index);
        return switch (metaData.getColumnType(index)) {
            case Types.NUMERIC, Types.DECIMAL ->
                precision > 0 && scale <= precision ? "NUMERIC(" + precision + ", " + scale + ")" : null;
            case Types.REAL -> "REAL";
            case Types.TIME -> "TIME(" + scale + ")" + zone(metaData, index);
            case Types.TIME_WITH_TIMEZONE -> "TIME(" + scale + ") WITH TIME ZONE";
            case Types.TIMESTAMP -> "TIMESTAMP(" + scale + ")" + zone(metaData, index);
            case Types.TIMESTAMP_WITH_TIMEZONE -> "TIMESTAMP(" + scale + ") WITH TIME ZONE";
            default -> null;
        };
    }

    /** pgjdbc knows no types with a time zone, but their names. */
    private static String zone(ResultSetMetaData metaData, int index) throws SQLException {
        String name = metaData.getColumnTypeName(index).toLowerCase(Locale.ROOT);
        return name.endsWith("tz") ? " WITH TIME ZONE" : "";
    }

    /** Whether any column rounds. */
    public boolean rounds() {
        return types.stream().anyMatch(type -> type != null);
    }

    /** What a column of the id is compared with. */
    String value(Dialect dialect, int index) {
        String type = types.get(index);
        return type == null ? "?" : dialect.cast("?", type);
    }
}
