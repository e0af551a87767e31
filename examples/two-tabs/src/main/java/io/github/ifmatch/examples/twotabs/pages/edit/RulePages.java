package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.RuleId;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.Draft;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

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
        long id = RuleId.of(context);
        List<Draft> drafts = desk.drafts().of(Who.of(context)).stream()
                .filter(draft -> draft.ruleId() == id)
                .toList();
        Optional<RuleState> rule = desk.rules().find(id);
        if (rule.isPresent()) {
            show(context, rule.get(), drafts);
        } else {
            GonePage page = new GonePage(Frame.of(context, "This rule is not there"), drafts);
            desk.renderer().show(context, 404, "edit/gone", page);
        }
    }

    private void show(Context context, RuleState rule, List<Draft> drafts) {
        Frame frame = Frame.of(context, "Edit " + rule.rule().name());
        EditPage page = EditPage.of(frame, desk, rule, RuleForm.of(rule))
                .withDrafts(drafts)
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
            Answers.done(context, "unchanged", sent.id());
        } else {
            answers.save(context, sent, sent.base(), typed.state());
        }
    }

    private void addCondition(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        answers.withOneMore(context, answers.form(context, sent));
    }
}
