package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Sentences;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Saving;
import io.github.ifmatch.examples.twotabs.wire.Log;
import io.github.ifmatch.http.Problem;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/** Saves a rule, and answers with what became of it: each answer holds all that was typed, unless it is saved. Thread-safe. */
public record Answers(Desk desk, AfterConflict afterConflict) {

    /**
     * Saves the way from one state to another.
     *
     * @param from the rule at the versions that the person has seen
     */
    public void save(Context context, Submission sent, RuleState from, RuleState to) {
        try {
            answer(context, sent, from, desk.rules().save(from, to, Who.of(context)));
        } catch (VersionedException | JdbiException e) {
            failed(context, form(context, sent), e);
        }
    }

    /**
     * The same form again, when the database failed: what was typed is not lost with it.
     *
     * <p>Saving again is safe: if the first one stands, the second looks applied.
     */
    void failed(Context context, EditPage page, RuntimeException failure) {
        int status = HttpStatus.INTERNAL_SERVER_ERROR.getCode();
        String sentence = Sentences.of(status);
        if (failure instanceof VersionedException known) {
            Problem problem = Problem.of(known);
            status = problem.status();
            sentence = Sentences.of(problem);
            Sentences.retryAfter(problem).ifPresent(seconds -> context.header("Retry-After", seconds));
        }
        Log.failure(context, status, failure);
        show(context, status, page.withNotice(sentence));
    }

    /** A page for what was typed into a form whose rule was made already, and deleted since. */
    void deletedSince(Context context, RuleForm form) {
        stranded(
                context,
                form,
                410,
                "This rule was deleted meanwhile",
                "A rule was made from this form before, and was deleted since. What you typed is below; copy what"
                        + " you need, or make it a new rule.");
    }

    private void answer(Context context, Submission sent, RuleState from, Saving saving) {
        if (saving instanceof Saving.Saved saved) {
            desk.drafts().forget(sent.draft(), Who.of(context));
            boolean isWritten = saved.version() != from.rule().version();
            done(context, isWritten ? "saved" : "left", saved.id());
        } else if (saving instanceof Saving.Overtaken overtaken) {
            afterConflict.show(context, sent, overtaken.current());
        } else {
            stranded(
                    context,
                    sent.form(),
                    410,
                    "This rule was deleted meanwhile",
                    "Your changes were not saved: “" + sent.base().rule().name()
                            + "” was deleted after you had opened it. What you typed is below; copy what you need, or make it a new rule.");
        }
    }

    /** Back to the list, which says what was done; no anchor, which would scroll that out of sight. */
    public static void done(Context context, String what, long id) {
        context.redirect("/?done=" + what + "&rule=" + id, HttpStatus.SEE_OTHER);
    }

    /** The form as it was typed, on the version and the base that it came with. */
    EditPage form(Context context, Submission sent) {
        Frame frame = Frame.of(context, "Edit " + sent.base().rule().name());
        return EditPage.of(frame, desk, sent.base(), sent.form())
                .withChoices(sent.choices().fields())
                .withDraft(sent.draft());
    }

    /** The same form with one more line for a condition, unless it is full. */
    void withOneMore(Context context, EditPage page) {
        if (page.form().isFull()) {
            show(context, 422, page.withNotice("A rule has at most " + RuleChecks.MOST_CONDITIONS + " conditions."));
        } else {
            show(context, 200, page.withForm(page.form().withBlankCondition()));
        }
    }

    void show(Context context, int status, EditPage page) {
        desk.renderer().show(context, status, "edit/edit", page);
    }

    /** The same form again, with a sentence above it. */
    public void editAgain(Context context, Submission sent, int status, String notice) {
        show(context, status, form(context, sent).withNotice(notice));
    }

    /** A page for what was typed into a form that cannot be trusted. */
    public void unreadable(UnreadableForm form, Context context) {
        stranded(
                context,
                form.form(),
                form.status(),
                "This form cannot be saved",
                "It is too old: the application was restarted since, or the form was changed on its way. Nothing was saved."
                        + " What you typed is below; copy what you need into a fresh form.");
    }

    /** A page for what was typed and has no row to be saved in. */
    private void stranded(Context context, RuleForm form, int status, String heading, String lead) {
        StrandedPage page = new StrandedPage(
                Frame.of(context, heading), lead, form, UUID.randomUUID().toString());
        desk.renderer().show(context, status, "edit/stranded", page);
    }
}
