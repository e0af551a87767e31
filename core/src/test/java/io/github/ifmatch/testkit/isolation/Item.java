package io.github.ifmatch.testkit.isolation;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;

/** A row that the scenarios read and write: two of them, and one that stands for all. Immutable. */
record Item(long id, int amount, long version) {

    static final Table<Item, Long> TABLE = Table.of(Item.class, Long.class).named("items");

    /** The row that stands for all the others, those that do not exist yet among them. */
    static final long GUARD = 9;

    private static final String CREATE =
            "CREATE TABLE items (id bigint NOT NULL PRIMARY KEY, amount integer NOT NULL, version bigint NOT NULL)";

    private static final String ROWS = "INSERT INTO items VALUES (1, 10, 1), (2, 20, 1), (9, 7, 1)";

    /** Makes the table anew, empty. */
    static void create(TestDatabase database) {
        database.drop("items");
        database.execute(CREATE);
    }

    /** Puts the rows back that every scenario begins with. */
    static void reset(TestDatabase database) {
        database.execute("DELETE FROM items", ROWS);
    }

    Item withAmount(int newAmount) {
        return new Item(id, newAmount, version);
    }
}
