package io.github.ifmatch.type;

/**
 * Where the versions of a table come from. Whichever it is, a write compares the version with the one that was read; what a version
 * proves besides is not the same. Immutable.
 */
public enum VersionSource {
    /** Each write adds 1, in the database; an insert begins at 1. Rows may be at any number when they are first met. */
    COUNTER("counted"),

    /**
     * A counter of which an insert begins at the version of the row that is given, or at 1 where that is 0 or less: for imports, which
     * keep the versions that rows have elsewhere, and with them the entity tags.
     */
    COUNTER_AS_GIVEN("taken as given"),

    /**
     * A counter that never gives a version twice to rows of one id: an insert begins at the clock's microseconds since the epoch.
     *
     * <p>For tables whose ids are chosen by clients, or may come again: after a delete and another insert, who still holds the first
     * row, or an ETag of it, does not take the second for it. Each write adds 1 and takes longer than a microsecond, so no row
     * overtakes the clock. The version must be a {@code long}, and its column a bigint; a double holds it exactly until 2255. A
     * table may be declared so at any time.
     *
     * <p>Each first version is above all that this JVM has given to rows of its id, and has seen deleted, whatever its clock does. What other JVMs
     * and other people's statements wrote, it knows by the clock alone: one that is set back, or differs from one server to the
     * next, can begin below an earlier row by so much, and reach its versions after as many writes. An insert takes its number
     * before it waits in the database, so that of two which wait for one id the later number may come first; a JVM's numbers for
     * one id are therefore at least 1,024 apart.
     */
    COUNTER_FROM_CLOCK("never reused"),

    /**
     * The database makes a new version at each write: a trigger, a column of integers or times that is updated by itself, PostgreSQL's
     * {@code xmin}.
     *
     * <p>Statements do not set it; what the stored row shows after the write is its new version. If that is the old one, the write is a
     * {@link io.github.ifmatch.MappingException}, which says whether it stands: an UPDATE that changes no value must make a new version,
     * too, and none that the row had before. A {@link TransactionIdType} may stay the same when one transaction writes a row twice.
     *
     * <p>The component may be an {@code Instant}, {@code OffsetDateTime} or {@code LocalDateTime}, too, of whole microseconds: conflicts
     * and entity tags show it as microseconds since the epoch, of UTC. It may be a {@code UUID}, as with {@link #RANDOM}.
     */
    DATABASE("left to the database"),

    /**
     * Each write sets another number, drawn at random: of 63 bits, by a {@code SecureRandom}. It does not come again, whatever is
     * deleted and inserted, and tells nobody how often a row was written. The version is a {@code long}, and its column a bigint.
     *
     * <p>Or it is a {@code UUID}, for the dialects of PostgreSQL and H2; any other one refuses such a table when it is first used. As a
     * number, in conflicts and entity tags, it is 63 of its bits: the exclusive or of its halves, but for one bit. By those rows are
     * compared, in the database, also with what other programs left there. Each write sets a UUID of version 4; the number is what was drawn
     * of it, and the other 59 bits follow from that.
     */
    RANDOM("drawn at random"),

    /**
     * Each write sets a time: that of this JVM's clock, or the microsecond after the version that the row had, whichever is later. So no two
     * writes of a row leave the same version, whatever the clocks of servers show.
     *
     * <p>For a column such as {@code updated_at}, which an application sets and no trigger. A write that does not check the version
     * ({@code overwrite}, {@code updateWhere}) has the database take the later one of the two. An insert begins as {@link #COUNTER_FROM_CLOCK} does. What
     * other programs write must leave a later time, too: {@code now()} is, on some databases, the time at which the transaction began. As such a
     * time can be earlier than the one before, these versions have no order.
     *
     * <p>The component is an {@code Instant}, an {@code OffsetDateTime}, which is set in UTC, or a {@code LocalDateTime}, which is the
     * clock of UTC; the column keeps microseconds, and has a time zone where the component has. Conflicts and entity tags
     * show microseconds since the epoch.
     */
    TIME("set to the time"),

    /**
     * There is no version in the table: the database makes one of what columns hold, a number of 63 bits, in each statement. The
     * columns are those of {@link io.github.ifmatch.Table#comparing}; where it names none, all that the row reads but its id and
     * {@linkplain io.github.ifmatch.Table#unversioned unversioned} ones. The version must be a {@code long}; no column has its name.
     *
     * <p>Equal values are equal versions. So a write that changes nothing leaves the version as it was, nothing can be touched, and whoever
     * holds a row that was changed and changed back, or deleted and inserted again as it was, does not find out. What others write into
     * columns that are not compared, nobody finds out. Two different states have one version by chance once in 9 × 10¹⁸, or on
     * purpose, if somebody chooses the values of both and reckons for it: some 2³² steps.
     *
     * <p>For the dialects of PostgreSQL and H2; any other one refuses such a table when it is first used.
     */
    COMPARED("made of compared columns");

    private final String words;

    VersionSource(String words) {
        this.words = words;
    }

    /** What such versions are, in words. */
    public String words() {
        return words;
    }

    /**
     * Whether a higher version is the later one. Where it is not, a row that may be older than a refused write is read with a lock, whether a
     * write looks applied is said by its values alone, and there is no guard; where the database makes them, batches are sent as JDBC
     * batches.
     */
    public boolean isOrdered() {
        return this == COUNTER || this == COUNTER_AS_GIVEN || this == COUNTER_FROM_CLOCK;
    }

    /** Whether each insert gives a first version of its own. */
    public boolean isGivenByInserts() {
        return this == COUNTER_AS_GIVEN || this == COUNTER_FROM_CLOCK || isGivenByUpdates();
    }

    /** Whether each update gives the next version; else the statement reckons it, or the database makes it. */
    public boolean isGivenByUpdates() {
        return this == RANDOM || this == TIME;
    }

    /** Whether a version may be a time. */
    public boolean takesTimes() {
        return this == DATABASE || this == TIME;
    }

    /** Whether a version may be a UUID. */
    public boolean takesUuids() {
        return this == DATABASE || this == RANDOM;
    }

    /** Whether the versions are too large for a component, or a column, of fewer bits. */
    public boolean needs64Bits() {
        return this == COUNTER_FROM_CLOCK || this == RANDOM || this == COMPARED;
    }

    /** Whether it is the database that makes them, so that no statement sets one. */
    public boolean isMadeByDatabase() {
        return this == DATABASE || this == COMPARED;
    }
}
