package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.examples.twotabs.rules.Changed;
import java.util.List;

/**
 * Asks before somebody else's work is lost. Immutable.
 *
 * @param conflict the page that it was asked from, which can be gone back to
 * @param lost what they changed, and would not be there any more
 */
record OverwritePage(ConflictPage conflict, List<Changed> lost) {}
