package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.pages.RuleId;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Problem;
import io.javalin.http.Context;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A form about a stored rule, as it came back. Immutable.
 *
 * @param form everything typed; a text merged by hand takes the place of the one typed before
 * @param base the rule as the form was first filled with it
 * @param shown after a conflict: the rule as it was shown beside the typed one; what is saved is written over this version,
 *     and no other
 * @param choices made between the two
 * @param draft the draft that the form was taken up from, if any
 */
public record Submission(
        long id, RuleForm form, RuleState base, @Nullable RuleState shown, Choices choices, String draft) {

    /**
     * Reads the form.
     *
     * @throws UnreadableForm if its version or its base is missing, or not what this server gave out for this rule
     */
    public static Submission read(Desk desk, Context context) throws UnreadableForm {
        long id = RuleId.of(context);
        FormFields fields = Choices.withOwnTexts(FormFields.of(context));
        RuleForm form = RuleForm.read(fields);
        Decision decision =
                desk.preconditions().evaluateToken(id, fields.find("version").orElse(null));
        if (decision instanceof Decision.Answer answer) {
            throw new UnreadableForm(form, Problem.of(answer).status());
        }
        RuleState base = state(desk, id, fields, "base").orElseThrow(() -> new UnreadableForm(form, 400));
        RuleState shown = fields.has("shown")
                ? state(desk, id, fields, "shown").orElseThrow(() -> new UnreadableForm(form, 400))
                : null;
        long version = (shown == null ? base : shown).rule().version();
        if (!(decision instanceof Decision.Proceed proceed && proceed.versions().accepts(version))) {
            throw new UnreadableForm(form, 400);
        }
        Choices choices = Choices.read(fields);
        if (shown != null) {
            choices = choices.withOwnTexts(
                    fields, new Comparison(base, Typed.of(form, base).state(), shown));
        }
        return new Submission(id, form, base, shown, choices, fields.text("draft"));
    }

    private static Optional<RuleState> state(Desk desk, long id, FormFields fields, String name) {
        return desk.seal().open(fields.text(name)).filter(state -> state.rule().id() == id);
    }

    /** What was typed, read. */
    public Typed typed() {
        return Typed.of(form, base);
    }

    /** What was shown beside it; the conflict page always sends it. */
    public RuleState theirs() throws UnreadableForm {
        if (shown == null) {
            throw new UnreadableForm(form, 400);
        }
        return shown;
    }
}
