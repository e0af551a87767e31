package io.github.ifmatch.verify;

/** How much a {@link Finding} matters, the least first. Immutable. */
public enum Severity {
    /** Worth knowing: nothing is wrong with it, and it behaves in a way that not everybody expects. */
    NOTE,
    /** It works, and can surprise: a write may be refused, or a value may be stored otherwise than it was given. */
    WARNING,
    /** The table cannot be used as it is declared, or a write could be lost. */
    ERROR
}
