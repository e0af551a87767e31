package io.github.ifmatch.examples.lostupdates;

import io.github.ifmatch.Database;
import io.github.ifmatch.Table;
import java.util.List;

/** One round: the catalogue loaded afresh, changed by everybody at once, then audited. Immutable. */
record Round(Database database, ScratchTable scratch, Load load, Progress progress) {

    /** What is left of a round: what the editors were told, and how that compares with the table. */
    record Result(Ledger ledger, Audit audit) {}

    Result run(Update update) {
        loadCatalogue();
        Ledger ledger = load.run(update, progress);
        progress.finish(ledger, load.duration());
        List<Product> stored = load.products().findAll(load.catalogue().skus());
        return new Result(ledger, Audit.of(load.catalogue(), ledger, stored));
    }

    private void loadCatalogue() {
        scratch.empty();
        Table<Product, String> table = load.products().table();
        database.inTransaction(transaction -> load.catalogue().products().stream()
                .map(transaction.rows(table)::insert)
                .toList());
    }
}
