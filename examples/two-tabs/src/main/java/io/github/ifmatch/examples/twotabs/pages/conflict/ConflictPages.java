package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Json;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.pages.edit.Answers;
import io.github.ifmatch.examples.twotabs.pages.edit.Choices;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.pages.edit.UnreadableForm;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Side;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Set;

/**
 * What one can do on the conflict page, the safest first.
 *
 * <p>Whatever is written is written over the version that was shown, never over one that nobody has looked at: if a third
 * editor was faster, the page comes again, with the choices already made. Thread-safe.
 */
public record ConflictPages(Desk desk, Answers answers, ConflictView view) {

    public void register(RoutesConfig routes) {
        routes.post("/rules/{id}/choices", this::applyChoices);
        routes.post("/rules/{id}/latest", this::useLatest);
        routes.post("/rules/{id}/edit", this::keepEditing);
        routes.post("/rules/{id}/compare", this::compareAgain);
        routes.post("/rules/{id}/overwrite", this::askToOverwrite);
        routes.post("/rules/{id}/overwrite/confirmed", this::overwrite);
    }

    private void applyChoices(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        RuleState theirs = sent.theirs();
        Comparison comparison = new Comparison(sent.base(), sent.typed().state(), theirs);
        Map<String, Side> sides = sent.choices().between(comparison);
        if (!isSound(sent) || !comparison.undecided(sides).isEmpty()) {
            view.show(context, sent, theirs, 422, true);
        } else {
            answers.save(context, sent, theirs, comparison.resolved(sides));
        }
    }

    private void useLatest(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        if (!isSound(sent)) {
            view.show(context, sent, sent.theirs(), 422, false);
            return;
        }
        desk.drafts().keep(Who.of(context), sent.base(), Json.write(sent.form()), Json.write(sent.base()));
        context.redirect("/rules/" + sent.id() + "?draft=kept", HttpStatus.SEE_OTHER);
    }

    private void keepEditing(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        String others = ConflictPage.of(Frame.of(context, ""), desk, sent, sent.theirs(), false)
                .whoSaved();
        answers.editAgain(
                context,
                sent,
                200,
                "Not saved yet. " + others + " changed this rule meanwhile: when you save, you are shown both again, with"
                        + " the choices that you have made.");
    }

    private void compareAgain(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        view.show(context, sent, sent.theirs(), 200, false);
    }

    private void askToOverwrite(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        if (!isSound(sent)) {
            view.show(context, sent, sent.theirs(), 422, false);
            return;
        }
        Frame frame = Frame.of(context, "Overwrite " + sent.theirs().rule().name() + "?");
        desk.renderer()
                .show(
                        context,
                        200,
                        "conflict/overwrite",
                        new OverwritePage(ConflictPage.of(frame, desk, sent, sent.theirs(), false)));
    }

    private void overwrite(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        if (!isSound(sent)) {
            view.show(context, sent, sent.theirs(), 422, false);
            return;
        }
        Comparison comparison = new Comparison(sent.base(), sent.typed().state(), sent.theirs());
        answers.save(context, sent, sent.theirs(), comparison.allMine());
    }

    /** All was in order when the page was made; only a text that was merged by hand since can be too long, say. */
    private static boolean isSound(Submission sent) throws UnreadableForm {
        Set<String> wrong = sent.typed().problems().keySet();
        if (!Choices.TEXTS.containsAll(wrong)) {
            throw new UnreadableForm(sent.form(), 400);
        }
        return wrong.isEmpty();
    }
}
