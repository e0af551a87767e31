package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;

/** A row whose id is two columns. */
public record Line(Key id, String text, long version) {

    static final Table<Line, Key> TABLE = Table.of(Line.class, Key.class).named("invoice_lines");

    static final String DROP = "DROP TABLE IF EXISTS invoice_lines";
    static final String CREATE = "CREATE TABLE invoice_lines (invoice bigint, number int, text varchar(20),"
            + " version bigint NOT NULL, PRIMARY KEY (invoice, number))";

    public record Key(long invoice, int number) {}

    Line withText(String newText) {
        return new Line(id, newText, version);
    }

    Line withVersion(long newVersion) {
        return new Line(id, text, newVersion);
    }
}
