package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import org.jspecify.annotations.Nullable;

/** Where a statement takes rows from: a table, a query, a function. Immutable. */
record Source(FromItem item) {

    static List<Source> all(@Nullable FromItem first, @Nullable List<Join> joins) {
        List<Source> all = new ArrayList<>();
        if (first != null) {
            all.add(new Source(first));
        }
        if (joins != null) {
            joins.stream()
                    .filter(join -> join.getFromItem() != null)
                    .forEach(join -> all.add(new Source(join.getFromItem())));
        }
        return all;
    }

    /** Its alias, or else its name; empty if it has none. */
    String name() {
        if (item.getAlias() != null) {
            return Named.plain(item.getAlias().getName());
        }
        return tableName();
    }

    /** The name of the table, without a schema; empty if it is none. */
    String tableName() {
        return item instanceof Table table ? Named.plain(table.getName()) : "";
    }

    /** The table's name as the statement writes it, from schema to table; empty if it is none. */
    List<String> path() {
        if (!(item instanceof Table table)) {
            return List.of();
        }
        String schema = Named.plain(table.getSchemaName());
        return schema.isEmpty() ? List.of(tableName()) : List.of(schema, tableName());
    }
}
