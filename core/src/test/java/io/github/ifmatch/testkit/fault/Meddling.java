package io.github.ifmatch.testkit.fault;

/** What a trigger does to the writes of a table {@code accounts}. */
public enum Meddling {
    /** Each insert and update gets its owner in capitals. */
    EDITS_OWNER,
    /** Each update gets a version that is 10 higher. */
    CHANGES_VERSION,
    /** Each update leaves a version that is 7 lower than the row's, unless the statement gives it another one. */
    LOWERS_VERSION,
    /** Each insert and update sets the version to the time, or to the microsecond after the row's, whichever is later. */
    STAMPS_TIME,
    /** Each write is dropped without an error: only by a procedural language. */
    SUPPRESSES,
    /** Each insert and update of a row whose owner is {@code Nobody} is refused with an error of the trigger's own. */
    REFUSES,
    /** For a view: each update is answered as if it had been made. */
    PRETENDS,
    /** After each insert and update, another statement gives the row its owner in capitals. */
    EDITS_OWNER_AFTERWARDS,
    /** After each update, another statement gives the row a version that is 10 higher, once. */
    CHANGES_VERSION_AFTERWARDS
}
