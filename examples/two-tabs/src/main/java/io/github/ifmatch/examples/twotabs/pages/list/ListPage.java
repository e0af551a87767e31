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
        @Nullable String notice) {}
