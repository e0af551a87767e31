package io.github.ifmatch;

import org.jspecify.annotations.Nullable;

/**
 * Somebody else changed the row since it was read, or an inserted id exists already. Nothing was written.
 *
 * <p>What to do: show the {@linkplain #current current row}, merge, or reload and try again. In a transaction of the
 * caller's that goes on, the other changes of that transaction still stand.
 *
 * <p>The rows are not serialised: after deserialisation {@link #conflict()} has none to give.
 */
public final class ConflictException extends VersionedException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Conflict<?> conflict;
    private final String table;
    private final long expectedVersion;
    private final long currentVersion;

    /** Makes the exception for a conflict, with every fact that it carries. */
    public ConflictException(Conflict<?> conflict) {
        this(conflict, message(conflict));
    }

    private ConflictException(Conflict<?> conflict, String message) {
        super(message, null);
        this.conflict = conflict;
        this.table = conflict.table().name();
        this.expectedVersion = conflict.expectedVersion();
        this.currentVersion = conflict.currentVersion();
    }

    /** The table that refused the write. */
    public String table() {
        return table;
    }

    /** The version that the caller read; 0 for an insert. */
    public long expectedVersion() {
        return expectedVersion;
    }

    /** The version of the row as it now stands. */
    public long currentVersion() {
        return currentVersion;
    }

    /**
     * The conflict, with the attempted and the current row.
     *
     * @throws IllegalStateException after deserialisation: rows do not travel
     */
    public Conflict<?> conflict() {
        if (conflict == null) {
            throw new IllegalStateException("the rows of a deserialised ConflictException are gone: " + getMessage());
        }
        return conflict;
    }

    /**
     * The row as it now stands.
     *
     * @throws IllegalArgumentException if the table's rows are of another class
     * @throws IllegalStateException after deserialisation
     */
    public <R> R current(Class<R> rowType) {
        return cast(conflict().current(), rowType);
    }

    /**
     * The row that the caller tried to write.
     *
     * @throws IllegalArgumentException if the table's rows are of another class
     * @throws IllegalStateException after deserialisation
     */
    public <R> R attempted(Class<R> rowType) {
        return cast(conflict().attempted(), rowType);
    }

    @Override
    public VersionedException after(int attempts) {
        return conflict == null ? this : new ConflictException(conflict, counted(getMessage(), attempts));
    }

    private <R> R cast(Object row, Class<R> rowType) {
        if (!rowType.isInstance(row)) {
            throw new IllegalArgumentException("rowType must be a class that a row of " + table + " is an instance of ("
                    + row.getClass().getName() + "): " + rowType.getName());
        }
        return rowType.cast(row);
    }

    private static String clashes(Conflict<?> conflict) {
        return conflict.clashes().isEmpty()
                ? ""
                : "; both changed " + String.join(", ", conflict.clashes()) + " differently";
    }

    private static String message(Conflict<?> conflict) {
        String where = conflict.table().nameOf(conflict.id());
        String remedy = " Nothing was written; current("
                + conflict.table().rowType().getSimpleName() + ".class) is the row as it now stands.";
        return conflict.verb().equals("insert")
                ? where + " exists already: expected version 0, current version " + conflict.currentVersion() + "."
                        + remedy
                : where + " was changed by somebody else: expected version " + conflict.expectedVersion()
                        + ", current version " + conflict.currentVersion() + clashes(conflict) + "." + remedy;
    }
}
