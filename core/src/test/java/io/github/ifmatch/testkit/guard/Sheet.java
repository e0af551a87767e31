package io.github.ifmatch.testkit.guard;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;

/** A row of the guarded table: with a long text, and a column that is not versioned. Immutable. */
public record Sheet(long id, String owner, String note, int seen, long version) {

    public static final Table<Sheet, Long> TABLE =
            Table.of(Sheet.class, Long.class).named("sheets").unversioned("seen");

    /** Makes the table anew, and one that refers to it; without a row. */
    static void create(TestDatabase database) {
        database.dropView("sheet_view");
        database.drop("sheet_marks", "sheets");
        database.execute(
                "CREATE TABLE sheets (id {identity}, owner varchar(50) NOT NULL, note {text}, seen integer NOT NULL,"
                        + " version bigint NOT NULL)",
                "CREATE TABLE sheet_marks (id bigint PRIMARY KEY, sheet_id bigint NOT NULL,"
                        + " FOREIGN KEY (sheet_id) REFERENCES sheets (id))");
    }

    static Sheet of(long id, String owner) {
        return new Sheet(id, owner, "a note", 0, 0);
    }

    Sheet withOwner(String newOwner) {
        return new Sheet(id, newOwner, note, seen, version);
    }

    Sheet withSeen(int newSeen) {
        return new Sheet(id, owner, note, newSeen, version);
    }

    Sheet withVersion(long newVersion) {
        return new Sheet(id, owner, note, seen, newVersion);
    }
}
