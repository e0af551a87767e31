package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Saving;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.UUID;

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
        } catch (BusyException | SerializationException e) {
            editAgain(context, sent, 503, "Others are saving at this moment. Nothing was saved; please save again.");
        } catch (UnknownOutcomeException e) {
            // Saving again is safe: if the first one stands, the second looks applied.
            editAgain(
                    context,
                    sent,
                    500,
                    "The connection to the database was lost, and your changes may be saved or not. "
                            + "Please save again: they will not be saved twice.");
        }
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
