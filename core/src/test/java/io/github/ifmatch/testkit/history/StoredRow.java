package io.github.ifmatch.testkit.history;

/** What the table says of a row at the end. Immutable. */
public record StoredRow(long version, long mark) {

    /** A row without a mark. */
    public static StoredRow of(long version) {
        return new StoredRow(version, Operation.NONE);
    }
}
