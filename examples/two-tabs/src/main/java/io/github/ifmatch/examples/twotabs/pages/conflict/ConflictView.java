package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.edit.AfterConflict;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.http.Context;

/** Shows the conflict page. Thread-safe. */
public record ConflictView(Desk desk) implements AfterConflict {

    @Override
    public void show(Context context, Submission sent, RuleState current) {
        show(context, sent, current, 409, false);
    }

    /** @param isIncomplete whether choices were applied before all were made */
    void show(Context context, Submission sent, RuleState current, int status, boolean isIncomplete) {
        Frame frame = Frame.of(context, "Compare changes: " + current.rule().name());
        desk.renderer()
                .show(context, status, "conflict/conflict", ConflictPage.of(frame, desk, sent, current, isIncomplete));
    }
}
