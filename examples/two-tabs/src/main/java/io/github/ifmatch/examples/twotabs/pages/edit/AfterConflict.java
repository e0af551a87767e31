package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.http.Context;

/** Answers when somebody else was faster: the next room, which this one need not know. Thread-safe. */
@FunctionalInterface
public interface AfterConflict {

    /**
     * Shows what was sent beside what is stored.
     *
     * @param current the rule as it is now
     */
    void show(Context context, Submission sent, RuleState current);
}
