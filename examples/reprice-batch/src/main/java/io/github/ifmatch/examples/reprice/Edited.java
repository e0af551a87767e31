package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.Table;

/**
 * What an editor did, written down in the transaction that did it. Immutable.
 *
 * @param what name, price, stock or delete
 * @param rowVersion the version that the row then had; for a delete, the last one
 */
record Edited(long id, long productId, String what, long rowVersion, long version) {

    static final Table<Edited, Long> TABLE = Table.of(Edited.class, Long.class).named("reprice_edited");
}
