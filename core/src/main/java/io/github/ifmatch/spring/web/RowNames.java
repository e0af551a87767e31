package io.github.ifmatch.spring.web;

import io.github.ifmatch.Table;
import java.util.Map;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;

/** Which row a URL names. */
final class RowNames {

    private RowNames() {}

    /** Whether the row has an id; one that the database has yet to give is missing from a row that is not stored. */
    static <R> boolean hasId(Table<R, ?> table, R row) {
        try {
            Object unused = table.id(row);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether one of the path variables is the row's id, as text or as what the text stands for. */
    static <R> boolean isNamed(Table<R, ?> table, R row, Map<String, String> variables) {
        Object id = table.id(row);
        return variables.values().stream().anyMatch(text -> text.equals(id.toString()) || isSame(table, id, text));
    }

    private static boolean isSame(Table<?, ?> table, Object id, String text) {
        ConversionService conversions = DefaultConversionService.getSharedInstance();
        try {
            Object other = conversions.canConvert(String.class, table.idType())
                    ? conversions.convert(text, table.idType())
                    : null;
            return other != null && table.isSameId(id, other);
        } catch (ConversionException e) {
            return false;
        }
    }
}
