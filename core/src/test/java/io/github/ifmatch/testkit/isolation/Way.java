package io.github.ifmatch.testkit.isolation;

/** In which way the steps of a scenario are made. Immutable. */
enum Way {
    /** Statements that know no version: they set what was computed of what was read. */
    BY_HAND,
    /** Writes of Ifmatch's, of the rows as they were read. */
    IFMATCH,
    /** The same, and what was only read is checked before the end; where that is no row, a row that stands for it is touched, or checked. */
    CHECKED,
    /** The same, but what was only read is touched: for databases whose reads lock nothing. */
    TOUCHED
}
