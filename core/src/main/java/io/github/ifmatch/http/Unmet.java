package io.github.ifmatch.http;

/** What a 412 says of the precondition that does not hold: what is so, and nothing more. */
final class Unmet {

    static final String IF_UNMODIFIED_SINCE = "If-Unmodified-Since does not hold: the row was changed later.";

    private Unmet() {}

    /** @param isOfRow whether one of its tags is of this row, at whatever version */
    static String ifMatch(TagList list, boolean isOfRow, boolean isThere) {
        return "If-Match does not hold: " + (isThere ? against(list, isOfRow) : "there is no such row (any more).");
    }

    private static String against(TagList list, boolean isOfRow) {
        if (isOfRow) {
            return "the row stands at another version.";
        }
        if (list.tags().isEmpty()) {
            return "it lists no entity tag.";
        }
        return list.tags().stream().allMatch(ETag::isWeak)
                ? "a weak entity tag never matches (RFC 9110 §13.1.1)."
                : "none of its entity tags is one of this row.";
    }

    static String ifNoneMatch(TagList list) {
        return "If-None-Match does not hold: "
                + (list.isAny() ? "the row exists." : "it lists the entity tag of the row as it stands.");
    }
}
