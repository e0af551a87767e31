package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.VersionedException;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.Who;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Saving;
import io.github.ifmatch.examples.twotabs.wire.Refusal;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;

/** The form for a new rule. Thread-safe. */
public record NewPages(Desk desk, Answers answers) {

    private static final RuleState NOTHING =
            new RuleState(new Rule(0, "", BigDecimal.ZERO, BigDecimal.ZERO, "", false, "", Instant.EPOCH, 0), Map.of());

    public void register(RoutesConfig routes) {
        routes.get("/rules/new", this::open);
        routes.post("/rules", this::create);
        routes.post("/rules/condition", this::addCondition);
        routes.post("/rules/again", this::startFrom);
    }

    private void open(Context context) {
        RuleForm blank = new RuleForm("", "0.00", "", "", true, List.of());
        show(context, 200, EditPage.ofNew(frame(context), blank.withBlankCondition(), newKey()));
    }

    private void create(Context context) {
        FormFields fields = FormFields.of(context);
        RuleForm form = RuleForm.read(fields);
        Typed typed = Typed.of(form, NOTHING);
        if (!typed.problems().isEmpty()) {
            show(context, 422, EditPage.ofNew(frame(context), form, key(fields)).withProblems(typed.problems()));
            return;
        }
        try {
            // The form's key makes a second click the same rule, not a second one.
            Saving saving = desk.rules().create(UUID.fromString(key(fields)), typed.state(), Who.of(context));
            if (saving instanceof Saving.Saved saved) {
                Answers.done(context, "created", saved.id());
            } else {
                answers.deletedSince(context, form);
            }
        } catch (VersionedException | JdbiException e) {
            answers.failed(context, EditPage.ofNew(frame(context), form, key(fields)), e);
        }
    }

    private void addCondition(Context context) {
        FormFields fields = FormFields.of(context);
        RuleForm form = RuleForm.read(fields);
        answers.withOneMore(context, EditPage.ofNew(frame(context), form, key(fields)));
    }

    /** A new rule from what was typed into the form of a deleted one. */
    private void startFrom(Context context) {
        FormFields fields = FormFields.of(context);
        EditPage page = EditPage.ofNew(frame(context), RuleForm.read(fields).asNew(), key(fields));
        show(context, 200, page.withNotice("This is a new rule, filled with what you typed. It is not saved yet."));
    }

    private void show(Context context, int status, EditPage page) {
        answers.show(context, status, page);
    }

    private static Frame frame(Context context) {
        return Frame.of(context, "New rule");
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }

    private static String key(FormFields fields) {
        try {
            return UUID.fromString(fields.text("key")).toString();
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "This form does not carry the key that it was given. Nothing was saved.");
        }
    }
}
