package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.rules.Draft;
import io.github.ifmatch.examples.twotabs.rules.Fields;
import io.github.ifmatch.examples.twotabs.rules.Operator;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Subject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The edit form of a stored rule, or of a new one. Immutable.
 *
 * @param path where it is sent
 * @param base the rule as first read, signed; a page shown again carries it on as it came
 * @param version of the base, signed; likewise
 * @param key of the form for a new rule; empty for a stored one
 * @param choices made on the conflict page before, as fields by name; carried along
 * @param draft that the form was taken up from; empty if none
 * @param notice a sentence above the form, if there is anything to say
 */
record EditPage(
        Frame frame,
        String path,
        RuleForm form,
        Map<String, String> problems,
        String base,
        String version,
        String key,
        Map<String, String> choices,
        String draft,
        List<Draft> drafts,
        @Nullable String notice,
        String footnote) {

    static EditPage of(Frame frame, Desk desk, RuleState base, RuleForm form) {
        return new EditPage(
                frame,
                "/rules/" + base.rule().id(),
                form,
                Map.of(),
                desk.seal().seal(base),
                desk.token(base),
                "",
                Map.of(),
                "",
                List.of(),
                null,
                "Version " + base.rule().version() + ", saved by " + base.rule().updatedBy() + " "
                        + Frame.time(base.rule().updatedAt()) + ".");
    }

    static EditPage ofNew(Frame frame, RuleForm form, String key) {
        return new EditPage(frame, "/rules", form, Map.of(), "", "", key, Map.of(), "", List.of(), null, "Not saved yet.");
    }

    EditPage withForm(RuleForm newForm) {
        return new EditPage(frame, path, newForm, problems, base, version, key, choices, draft, drafts, notice, footnote);
    }

    EditPage withProblems(Map<String, String> newProblems) {
        return new EditPage(frame, path, form, newProblems, base, version, key, choices, draft, drafts, notice, footnote);
    }

    EditPage withNotice(@Nullable String newNotice) {
        return new EditPage(frame, path, form, problems, base, version, key, choices, draft, drafts, newNotice, footnote);
    }

    EditPage withDraft(String newDraft) {
        return new EditPage(frame, path, form, problems, base, version, key, choices, newDraft, drafts, notice, footnote);
    }

    EditPage withChoices(Map<String, String> newChoices) {
        return new EditPage(frame, path, form, problems, base, version, key, newChoices, draft, drafts, notice, footnote);
    }

    EditPage withDrafts(List<Draft> newDrafts) {
        return new EditPage(frame, path, form, problems, base, version, key, choices, draft, newDrafts, notice, footnote);
    }

    boolean isNew() {
        return !key.isEmpty();
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /** What people call an input. */
    String label(String field) {
        return Fields.LABELS.getOrDefault(field, "Condition");
    }

    Optional<String> problem(String field) {
        return Optional.ofNullable(problems.get(field));
    }

    /** The id of a problem's text, or null: what {@code aria-describedby} points to. */
    @Nullable
    String problemId(String field) {
        return problems.containsKey(field) ? "problem-" + field : null;
    }

    /** {@code true}, or null where nothing is wrong. */
    @Nullable
    String invalid(String field) {
        return problems.containsKey(field) ? "true" : null;
    }

    Subject[] subjects() {
        return Subject.values();
    }

    Operator[] operators() {
        return Operator.values();
    }
}
