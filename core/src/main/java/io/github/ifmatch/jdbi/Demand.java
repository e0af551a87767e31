package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a statement besides its text. Immutable.
 *
 * @param table the table, if it is given
 * @param rowType the class of the table's rows, if that is given
 * @param sqlObjectType the SQL object's type, if the statement is one of a SQL object
 * @param id the parameters of the id; empty if the WHERE shows them
 * @param version the parameter of the version; empty if the WHERE shows it
 */
record Demand(
        @Nullable Table<?, ?> table,
        @Nullable Class<?> rowType,
        @Nullable Class<?> sqlObjectType,
        List<String> id,
        String version) {

    static Demand of(Table<?, ?> table) {
        return new Demand(table, null, null, List.of(), "");
    }

    static Demand of(VersionCheck check, Class<?> sqlObjectType) {
        return new Demand(
                null,
                check.value() == void.class ? null : check.value(),
                sqlObjectType,
                List.of(check.id()),
                check.version());
    }

    /**
     * The one table that it can be, if it is said; else null.
     *
     * @param said what {@link #saidByItself} answered
     * @throws IllegalArgumentException if there is none for the rows that are said
     */
    @Nullable
    Table<?, ?> given(Optional<Table<?, ?>> said, VersionedTables tables) {
        if (rowType == null) {
            return table;
        }
        Table<?, ?> own = own(said, tables);
        return own != null && own.rowType() == rowType
                ? own
                : tables.find(rowType)
                        .orElseThrow(() -> new IllegalArgumentException("no table is registered for the rows of "
                                + rowType.getName() + "; register it with VersionedTables"));
    }

    /** The table that the SQL object itself now says is its own; empty if it says none. Asked again it may say another. */
    Optional<Table<?, ?>> saidByItself() {
        return sqlObjectType == null ? Optional.empty() : DaoTables.own(sqlObjectType);
    }

    /** The SQL object's own table, if it has one; else null. */
    @Nullable
    Table<?, ?> own(Optional<Table<?, ?>> said, VersionedTables tables) {
        return said.isPresent() || sqlObjectType == null
                ? said.orElse(null)
                : DaoTables.registered(sqlObjectType, tables).orElse(null);
    }
}
