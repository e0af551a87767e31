package io.github.ifmatch.examples.campaign.history;

/** What a write does to its row. */
public enum Effect {
    /** A new row, whose list is the write's mark. */
    START,
    /** Appends its mark to the list that it was made of. */
    APPEND,
    /** Whatever the row holds becomes the list that was read once, with the mark appended: the last writer wins. */
    SET,
    /** The version advances alone. */
    TOUCH,
    /** The bulk column becomes the number of the call, at an expected version. */
    BULK,
    /** The bulk column of each row of a bucket becomes the mark, at whatever version; the row's id is the bucket's number. */
    BULK_WHERE,
    /** The unversioned column becomes the mark; the version stays. */
    SEEN,
    /** The row is removed. */
    END
}
