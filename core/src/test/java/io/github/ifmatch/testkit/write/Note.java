package io.github.ifmatch.testkit.write;

import io.github.ifmatch.Shape;
import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;
import java.util.Arrays;
import java.util.Date;
import java.util.Objects;

/** A row of the kind that is changed in place: with setters, a date and bytes. For one thread at a time. */
final class Note {

    static final Table<Note, Long> TABLE = Table.of(
                    Shape.of(
                                    Note.class,
                                    values -> new Note(
                                            (long) values[0],
                                            (String) values[1],
                                            (java.sql.Date) values[2],
                                            (byte[]) values[3],
                                            (long) values[4]))
                            .with("id", long.class, note -> note.id)
                            .with("text", String.class, note -> note.text)
                            .with("due", java.sql.Date.class, note -> note.due)
                            .with("picture", byte[].class, note -> note.picture)
                            .with("version", long.class, note -> note.version),
                    Long.class)
            .named("notes")
            .column("text", "note_text");

    long id;
    String text;
    java.sql.Date due;
    byte[] picture;
    long version;

    Note(long id, String text, java.sql.Date due, byte[] picture, long version) {
        this.id = id;
        this.text = text;
        this.due = due;
        this.picture = picture;
        this.version = version;
    }

    static void create(TestDatabase database) {
        database.drop("notes");
        database.execute("CREATE TABLE notes (id bigint PRIMARY KEY, note_text varchar(50), due date,"
                + " picture {binary(20)}, version bigint NOT NULL)");
    }

    static Note of(String text) {
        return new Note(1, text, java.sql.Date.valueOf("2026-01-01"), new byte[] {1, 2, 3}, 0);
    }

    Note saying(String newText) {
        text = newText;
        return this;
    }

    Note at(long newVersion) {
        version = newVersion;
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Note note && toString().equals(note.toString());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    @Override
    public String toString() {
        Date date = due;
        return id + " " + text + " " + date + " " + Arrays.toString(picture) + " v" + version;
    }
}
