package io.github.ifmatch.engine.sql;

import io.github.ifmatch.dialect.CatalogTable;
import io.github.ifmatch.engine.mapping.FixedColumn;
import io.github.ifmatch.engine.mapping.Mapping;
import io.github.ifmatch.verify.Finding;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Holds the column by which deletes mark rows against the live schema. Immutable. */
record MarkCheck(FixedColumn mark, Mapping<?, ?> mapping, Identifiers identifiers, Consumer<Finding> findings) {

    /** Whether a key keeps ids unique among the rows that are kept and that are marked, taken together. */
    static boolean keepsIds(CatalogTable table, Identifiers identifiers, Mapping<?, ?> mapping) {
        Set<String> id = new HashSet<>(identifiers.storedId(mapping));
        FixedColumn.marked(mapping.declaration()).ifPresent(mark -> id.remove(identifiers.stored(mark.name())));
        return table.isUnique(id);
    }

    /** Looks at the column, which is null if there is none, and at the keys. */
    void run(ColumnCheck columnCheck, ColumnCheck.@Nullable Found found, CatalogTable table) {
        if (mark.isUnset()) {
            columnCheck.run(mark.written(mapping.declaration()), found);
        }
        if (mark.isUnset() && found != null && !found.isNullable()) {
            findings.accept(Finding.error(
                    "mark-not-nullable",
                    "its column " + mark + " is NOT NULL, and NULL is what it must hold in rows that are not deleted",
                    "let the column be NULL, and set it so in every row that is not deleted"));
        }
        if (table.isUnique(identifiers.storedId(mapping)) && !keepsIds(table, identifiers, mapping)) {
            findings.accept(Finding.error(
                    "mark-in-key",
                    "its id is unique only together with the column " + mark
                            + ", which marks deleted rows: a row whose id was given again could not be deleted",
                    "add a key of the id without that column; or, for ids that are given again, mark rows by a time, and add"
                            + " a unique index over those that are not deleted"));
        }
    }
}
