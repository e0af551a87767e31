package io.github.ifmatch.examples.quickstart;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.VersionedRepository;

/**
 * Reads a product, thinks, writes; settles a conflict by making the same edit on the current row.
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
        Outcome<Product> outcome = update.write(edit.applyTo(read));
        while (outcome instanceof Conflict<Product> conflict) {
            // No need to read again: the conflict carries the row as it now stands.
            outcome = update.write(edit.applyTo(conflict.current()));
            ledger.enter(new Encounter(edit, read, conflict, outcome, SqlLog.statements()));
        }
        Product stored = outcome.orElseThrow();
        ledger.acknowledge(edit);
        return stored;
    }
}
