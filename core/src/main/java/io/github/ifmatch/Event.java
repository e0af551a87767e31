package io.github.ifmatch;

/**
 * Something that happened to a write, for a {@link Listener}; each happens exactly once.
 *
 * <p>Immutable, if the rows are.
 */
public sealed interface Event {

    /** The table's name, or {@code transaction} for a transaction that is run again. */
    String table();

    /**
     * A write was made.
     *
     * @param verb the operation, such as {@code update}
     */
    record Written(String table, String verb, Object id) implements Event {}

    /**
     * A write was refused, because somebody else had changed the row or had inserted its id.
     *
     * @param verb the operation, such as {@code update}
     */
    record Conflicted(String table, String verb, Conflict<?> conflict) implements Event {}

    /**
     * A write was refused, because there is no such row.
     *
     * @param verb the operation, such as {@code update}
     */
    record Missed(String table, String verb, Missing<?> missing) implements Event {}

    /** After this conflict, what a {@link Resolver} made of it was written. */
    record Resolved(String table, Conflict<?> conflict) implements Event {}

    /** A row was overwritten at whatever version it stood. */
    record Overwritten(String table, Object id, long heldVersion, long version, String reason) implements Event {}

    /** All rows that meet a condition were written, and their versions advanced. */
    record UpdatedWhere(String table, long rows) implements Event {}

    /**
     * An attempt failed and will be made again.
     *
     * @param attempts the attempts made so far
     */
    record Retried(String table, int attempts, VersionedException failure) implements Event {}
}
