package io.github.ifmatch.examples.twotabs.pages.conflict;

import java.util.List;

/**
 * Asks before somebody else's work is lost. Immutable.
 *
 * @param conflict the page that it was asked from, which can be gone back to
 */
record OverwritePage(ConflictPage conflict) {

    /** What they changed, and would not be there any more. */
    List<ConflictRow> lost() {
        return conflict.rows().stream()
                .filter(row -> row.change().isTheirWork())
                .toList();
    }
}
