package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.update.UpdateSet;
import org.jspecify.annotations.Nullable;

/**
 * A column that is set. Immutable.
 *
 * @param value null if it is a part of a query's row
 */
record Assignment(Column column, @Nullable Expression value) {

    /** Each column of {@code a = 1, (b, c) = (2, 3)} by itself. */
    static List<Assignment> all(@Nullable List<UpdateSet> sets) {
        List<Assignment> all = new ArrayList<>();
        if (sets != null) {
            for (UpdateSet set : sets) {
                List<Column> columns = set.getColumns();
                List<? extends Expression> values = values(set);
                for (int i = 0; i < columns.size(); i++) {
                    all.add(new Assignment(columns.get(i), values.size() == columns.size() ? values.get(i) : null));
                }
            }
        }
        return all;
    }

    private static List<? extends Expression> values(UpdateSet set) {
        List<? extends Expression> values = set.getValues();
        boolean isRow = values.size() == 1 && set.getColumns().size() > 1;
        return isRow && values.get(0) instanceof ExpressionList<?> row ? row : values;
    }

    String name() {
        return Named.plain(column.getColumnName());
    }

    boolean isOf(Own own) {
        return own.isOwn(Own.source(column));
    }
}
