package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a statement besides its text. Immutable.
 *
 * @param table the table, if it is given
 * @param rowType the class of the table's rows, if that is given
 * @param id the parameters of the id; empty if the WHERE shows them
 * @param version the parameter of the version; empty if the WHERE shows it
 */
record Demand(@Nullable Table<?, ?> table, @Nullable Class<?> rowType, List<String> id, String version) {

    static Demand of(Table<?, ?> table) {
        return new Demand(table, null, List.of(), "");
    }

    static Demand of(VersionCheck check) {
        return new Demand(
                null, check.value() == void.class ? null : check.value(), List.of(check.id()), check.version());
    }
}
