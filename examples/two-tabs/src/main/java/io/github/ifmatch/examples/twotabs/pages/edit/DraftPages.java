package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Json;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.Draft;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;

/** Taking up a draft, or discarding it. Thread-safe. */
public record DraftPages(Desk desk, Answers answers) {

    public void register(RoutesConfig routes) {
        routes.get("/drafts/{draft}", this::open);
        routes.post("/drafts/{draft}/discard", this::discard);
    }

    /** The form as it was typed, on the version that it was typed for: saving it compares it with the latest. */
    private void open(Context context) {
        Draft draft = draft(context);
        RuleState base = Json.read(draft.base(), RuleState.class);
        Frame frame = Frame.of(context, "Draft of " + draft.ruleName());
        EditPage page = EditPage.of(frame, desk, base, Json.read(draft.form(), RuleForm.class))
                .withDraft(draft.id().toString())
                .withNotice("This is your draft, kept " + Frame.time(draft.keptAt())
                        + ". When you save, it is compared with what others have changed since.");
        answers.show(context, 200, page);
    }

    private void discard(Context context) {
        desk.drafts().forget(draft(context).id().toString(), Who.of(context));
        context.redirect("/?done=discarded", HttpStatus.SEE_OTHER);
    }

    private Draft draft(Context context) {
        return desk.drafts().find(context.pathParam("draft"), Who.of(context)).orElseThrow(NotFoundResponse::new);
    }
}
