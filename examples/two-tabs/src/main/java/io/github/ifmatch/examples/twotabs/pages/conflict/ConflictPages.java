package io.github.ifmatch.examples.twotabs.pages.conflict;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Json;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.pages.edit.Answers;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.pages.edit.Typed;
import io.github.ifmatch.examples.twotabs.pages.edit.UnreadableForm;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

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
        Comparison comparison = comparison(sent);
        if (!comparison.undecided(sent.choices()).isEmpty()) {
            view.show(context, sent, theirs, 422, true);
            return;
        }
        answers.save(context, sent, theirs, comparison.resolved(sent.choices()));
    }

    private void useLatest(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        requireSound(sent); // a draft, too, is something that can be stored
        desk.drafts().keep(Who.of(context), sent.base(), Json.write(sent.form()), Json.write(sent.base()));
        context.redirect("/rules/" + sent.id() + "?draft=kept", HttpStatus.SEE_OTHER);
    }

    private void keepEditing(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        RuleState theirs = sent.theirs();
        String notice = "Not saved yet. " + theirs.rule().updatedBy() + " has saved version "
                + theirs.rule().version() + " meanwhile; when you save, the two are compared again.";
        answers.editAgain(context, sent, 200, notice);
    }

    private void compareAgain(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        view.show(context, sent, sent.theirs(), 200, false);
    }

    private void askToOverwrite(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        Frame frame = Frame.of(context, "Overwrite " + sent.theirs().rule().name() + "?");
        ConflictPage conflict = ConflictPage.of(frame, desk, sent, sent.theirs(), false);
        desk.renderer()
                .show(
                        context,
                        200,
                        "conflict/overwrite",
                        new OverwritePage(conflict, comparison(sent).theirWork()));
    }

    private void overwrite(Context context) throws UnreadableForm {
        Submission sent = Submission.read(desk, context);
        answers.save(context, sent, sent.theirs(), comparison(sent).allMine());
    }

    private static Comparison comparison(Submission sent) throws UnreadableForm {
        return new Comparison(sent.base(), requireSound(sent).state(), sent.theirs());
    }

    @CanIgnoreReturnValue
    private static Typed requireSound(Submission sent) throws UnreadableForm {
        Typed typed = sent.typed();
        if (!typed.problems().isEmpty()) {
            throw new UnreadableForm(sent.form(), 400); // it was valid when the page was made
        }
        return typed;
    }
}
