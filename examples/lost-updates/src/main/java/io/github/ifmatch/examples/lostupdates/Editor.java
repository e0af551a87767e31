package io.github.ifmatch.examples.lostupdates;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Resolver;
import io.github.ifmatch.VersionedRepository;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a product, thinks, writes; a conflict is settled by a three-way merge.
 *
 * <p>Thread-safe, if the pause is.
 *
 * @param thinking what passes between reading and writing
 */
record Editor(VersionedRepository<Product, String> products, Update update, Runnable thinking, Ledger ledger) {

    /** Gives the row as stored. */
    @CanIgnoreReturnValue
    Product make(Edit edit) {
        SqlLog.clear();
        Product read = products.get(edit.sku());
        thinking.run();
        Resolver<Product> merge = Product.MERGE.from(read);
        List<Conflict<Product>> conflicts = new ArrayList<>();
        Product stored = update.write(edit.applyTo(read), conflict -> {
                    conflicts.add(conflict);
                    return merge.resolve(conflict);
                })
                .orElseThrow();
        ledger.enter(new Encounter(edit, read, conflicts, stored, SqlLog.statements()));
        return stored;
    }
}
