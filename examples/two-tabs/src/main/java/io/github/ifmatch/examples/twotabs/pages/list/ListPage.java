package io.github.ifmatch.examples.twotabs.pages.list;

import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.rules.Draft;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of rules. Immutable. */
record ListPage(
        Frame frame,
        List<ListRow> rows,
        List<Draft> drafts,
        @Nullable Notice notice) {

    /** Whether this is the rule that something was just done with. */
    boolean isJustDone(ListRow row) {
        return notice != null && notice.id() == row.rule().id();
    }
}
