package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ForMode;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/**
 * The queries of a statement that lock rows of a watched table and answer their versions: to compare those is to check them, since nobody
 * changes the rows meanwhile. Of a query that does not lock it is none: the row may be another one when it is written. For one thread.
 */
final class LockedVersions {

    private final List<WatchedTable> tables;
    private final Map<WatchedTable, Map<String, Set<String>>> columns = new HashMap<>();

    LockedVersions(List<WatchedTable> tables) {
        this.tables = tables;
    }

    /** A query that the statement calls by a name. */
    void add(String name, ParenthesedSelect select) {
        if (!(select.getSelect() instanceof PlainSelect plain) || !locks(plain) || name.isEmpty()) {
            return;
        }
        for (Source source : Source.all(plain.getFromItem(), plain.getJoins())) {
            WatchedTable table = StatementRules.watched(tables, source);
            if (table != null) {
                Own own = new Own(table, Set.of(source.name()), true, Map.of());
                columns.computeIfAbsent(table, any -> new HashMap<>())
                        .computeIfAbsent(name, any -> new HashSet<>())
                        .addAll(versions(plain.getSelectItems(), own));
            }
        }
    }

    private static boolean locks(PlainSelect select) {
        return select.getForMode() != null && select.getForMode() != ForMode.KEY_SHARE;
    }

    private static List<String> versions(@Nullable List<SelectItem<?>> items, Own own) {
        List<String> names = new ArrayList<>();
        for (SelectItem<?> item : items == null ? List.<SelectItem<?>>of() : items) {
            Expression expression = item.getExpression();
            if (expression instanceof AllTableColumns all) {
                if (own.names().contains(Named.plain(all.getTable().getName()))) {
                    names.add(own.table().version());
                }
            } else if (expression instanceof AllColumns) {
                names.add(own.table().version());
            } else if (own.isVersion(expression)) {
                names.add(name(item, expression));
            }
        }
        return names;
    }

    private static String name(SelectItem<?> item, Expression expression) {
        if (item.getAlias() != null) {
            return Named.plain(item.getAlias().getName());
        }
        return Own.stripped(expression) instanceof Column column ? Named.plain(column.getColumnName()) : "";
    }

    /** By the name of a source of rows, the columns that hold the table's versions. */
    Map<String, Set<String>> of(WatchedTable table, List<Source> sources) {
        for (Source source : sources) {
            if (source.item() instanceof ParenthesedSelect select) {
                add(source.name(), select);
            }
        }
        Map<String, Set<String>> named = new HashMap<>(columns.getOrDefault(table, Map.of()));
        for (Source source : sources) {
            Set<String> known = named.get(source.tableName());
            if (known != null && !source.name().equals(source.tableName())) {
                named.put(source.name(), known);
            }
        }
        return named;
    }
}
