package io.github.ifmatch.examples.twotabs.rules;

/** Whose value is to stand. Immutable. */
public enum Side {
    MINE,
    THEIRS
}
