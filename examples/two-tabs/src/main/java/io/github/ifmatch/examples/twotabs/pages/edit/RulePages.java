package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.RuleId;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;

/** The edit form of a stored rule. Thread-safe. */
public record RulePages(Desk desk, Answers answers) {

    public void register(RoutesConfig routes) {
        routes.get("/rules/{id}", this::open);
        routes.post("/rules/{id}", this::save);
        routes.post("/rules/{id}/condition", this::addCondition);
        // Whoever reloads the answer to a form by its address starts from the stored rule.
        routes.get("/rules/{id}/<action>", context -> context.redirect("/rules/" + RuleId.of(context)));
    }

    private void open(Context context) {
        RuleState rule = desk.rules().find(RuleId.of(context)).orElseThrow(NotFoundResponse::new);
        Frame frame = Frame.of(context, "Edit " + rule.rule().name());
        EditPage page = EditPage.of(frame, desk, rule, RuleForm.of(rule))
                .withDrafts(desk.drafts().of(frame.who()).stream()
                        .filter(draft -> draft.ruleId() == rule.rule().id())
                        .toList())
                .withNotice(
                        "kept".equals(context.queryParam("draft"))
                                ? "This is the latest version. What you typed is kept as a draft, see below."
                                : null);
        answers.show(context, 200, page);
    }

    private void save(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        Typed typed = sent.typed();
        if (!typed.problems().isEmpty()) {
            // The page goes back on the version it came with: what was typed may be as old as before.
            answers.show(context, 422, answers.form(context, sent).withProblems(typed.problems()));
        } else if (typed.state().saysSameAs(sent.base())) {
            context.redirect("/?done=unchanged&rule=" + sent.id() + "#rule-" + sent.id(), HttpStatus.SEE_OTHER);
        } else {
            answers.save(context, sent, sent.base(), typed.state());
        }
    }

    private void addCondition(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        answers.withOneMore(context, answers.form(context, sent));
    }
}
