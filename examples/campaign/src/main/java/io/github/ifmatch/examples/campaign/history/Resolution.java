package io.github.ifmatch.examples.campaign.history;

/** What {@code resolve()} said of an unknown outcome. */
public enum Resolution {
    /** It was not asked, or could not be. */
    NOT_ASKED,
    /** That it cannot tell. */
    UNKNOWN,
    /** That it stands. */
    COMMITTED,
    /** That it does not. */
    ROLLED_BACK
}
