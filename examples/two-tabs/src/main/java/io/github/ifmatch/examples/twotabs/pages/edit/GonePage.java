package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.rules.Draft;
import java.util.List;

/**
 * Where a rule is looked for that is not there. Immutable.
 *
 * @param drafts of this rule, which can still be taken up
 */
record GonePage(Frame frame, List<Draft> drafts) {}
