package io.github.ifmatch;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The id of a row as a statement of one's own had it: its conditions, and what was bound to them.
 *
 * <p>For libraries that send such statements: {@link VersionedRows#confirm} takes the id as Java has it, which a library
 * need not know. What was bound may be another class, or another value, and means the row only in that statement's conditions.
 *
 * <p>Immutable, if the values are.
 *
 * @param alias what qualifies the table's columns in the condition; empty if it is the table's name, or nothing does
 * @param condition the statement's conditions on the id, such as {@code a.id = ?::uuid}; empty for each of the id's columns
 *     {@code = ?}
 * @param binding binds the condition's parameters, which count from 1
 * @param values what was bound to each of the id's columns, in their order: so the row is called where there is none
 */
public record BoundId(String alias, String condition, Sender.Values binding, List<?> values) {

    /** Keeps a copy of the values. */
    public BoundId {
        requireNonNull(alias, "alias must not be null");
        requireNonNull(condition, "condition must not be null");
        requireNonNull(binding, "binding must not be null");
        values = List.copyOf(values);
    }
}
