package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.examples.twotabs.rules.Authors;

/**
 * Who was faster, seen by the one who reads the page. Immutable.
 *
 * @param isMe whether it is the reader, who then has another tab or window
 */
record Author(String who, boolean isMe) {

    /** The name within a sentence. */
    String name() {
        return isMe ? "your other tab" : who.equals(Authors.SOMEBODY) ? "somebody else" : who;
    }

    /** Whose it is, at the beginning of a line. */
    String possessive() {
        return isMe ? "Your other tab’s" : who + "’s";
    }
}
