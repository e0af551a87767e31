package io.github.ifmatch.dialect;

/** The three statements that a write can be. Immutable. */
public enum WriteKind {
    /** A row is made. */
    INSERT,
    /** A row is changed. */
    UPDATE,
    /** A row is removed. */
    DELETE
}
