package io.github.ifmatch.examples.campaign.work;

import io.github.ifmatch.Table;
import io.github.ifmatch.examples.campaign.history.Marks;
import io.github.ifmatch.examples.campaign.history.State;
import io.github.ifmatch.type.VersionSource;
import java.util.List;

/**
 * A row. Immutable.
 *
 * @param bucket which rows a bulk write meets
 * @param marks the list of the writes that it is made of
 * @param bulk the mark of the last bulk write
 * @param seen the mark of the last write of this unversioned column
 */
public record Note(long id, int bucket, String marks, long bulk, long seen, long version) {

    /** Deleted and inserted again: each life begins at a version of its own, the insert's number, so that a version names a life. */
    public static final Table<Note, Long> NOTES = Table.of(Note.class, Long.class)
            .named("notes")
            .unversioned("seen")
            .versions(VersionSource.COUNTER_AS_GIVEN);

    /** Never deleted; their versions begin at 1. */
    public static final Table<Note, Long> PARTS =
            Table.of(Note.class, Long.class).named("parts").unversioned("seen");

    /** The statements that make both tables. */
    public static final List<String> TABLES = List.of(create("notes"), create("parts"));

    private static String create(String table) {
        return "CREATE TABLE " + table + " (id bigint PRIMARY KEY, bucket int NOT NULL, marks varchar(20000) NOT NULL,"
                + " bulk bigint NOT NULL, seen bigint NOT NULL, version bigint NOT NULL)";
    }

    /** So many buckets the hot notes are in; the wide ones are in none of them. */
    static final int BUCKETS = 4;

    /** Ids below this one are hot. */
    static final long FIRST_WIDE = 1_000;

    /** The bucket of a note. */
    public static int bucketOf(long id) {
        return id < FIRST_WIDE ? (int) (id % BUCKETS) : BUCKETS;
    }

    /** A new note, whose first version is made of the number of its insert. */
    static Note started(long id, long number) {
        return new Note(id, bucketOf(id), Marks.append("", number), 0, 0, number << 12);
    }

    /** The same with one more mark. */
    Note with(long number) {
        return new Note(id, bucket, Marks.append(marks, number), bulk, seen, version);
    }

    /** How it stands. */
    State state() {
        return new State(version, Marks.hash(marks), bulk);
    }
}
