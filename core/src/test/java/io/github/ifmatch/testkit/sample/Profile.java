package io.github.ifmatch.testkit.sample;

import io.github.ifmatch.Table;
import io.github.ifmatch.testkit.TestDatabase;

/**
 * A row with a column that is not versioned and one that the database computes.
 *
 * @param nameLength computed: null before the row is stored
 */
public record Profile(long id, String name, String lastSeen, Integer nameLength, long version) {

    public static final Table<Profile, Long> TABLE = Table.of(Profile.class, Long.class)
            .named("profiles")
            .unversioned("lastSeen")
            .generated("nameLength");

    private static final String CREATE = "CREATE TABLE profiles (id {identity}, name varchar(50) NOT NULL,"
            + " last_seen varchar(50), name_length integer GENERATED ALWAYS AS ({length(name)}) {stored},"
            + " version bigint NOT NULL)";

    /** Makes the table anew, without a row. */
    public static void create(TestDatabase database) {
        database.drop("profiles");
        database.execute(CREATE);
    }
}
