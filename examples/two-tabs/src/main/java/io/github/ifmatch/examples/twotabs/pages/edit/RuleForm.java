package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.rules.Operator;
import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Subject;
import io.github.ifmatch.examples.twotabs.wire.Refusal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What somebody typed, to the letter, be it valid or not: so that no page ever has to throw it away. Immutable.
 */
public record RuleForm(
        String name, String threshold, String discount, String notes, boolean enabled, List<ConditionForm> conditions) {

    private static final String KEYS = "condition";
    private static final Pattern KEY = Pattern.compile("\\d{1,18}|new-\\d{1,3}");

    /** More than a form can come to: as many lines as a rule may have, all of them to be removed, and as many new ones. */
    private static final int MOST_LINES = 3 * RuleChecks.MOST_CONDITIONS;

    /**
     * One line of conditions, as typed. Immutable.
     *
     * @param key the condition's id, or {@code new-1} and so on
     * @param removed whether it is to be removed
     */
    public record ConditionForm(String key, String subject, String operator, String operand, boolean removed) {

        static ConditionForm blank(String key) {
            return new ConditionForm(key, Subject.CUSTOMER_GROUP.name(), Operator.IS.name(), "", false);
        }

        boolean isNew() {
            return key.startsWith("new-");
        }

        /** Whether nothing was typed into a line for a new condition. */
        boolean isBlank() {
            return isNew() && operand.isBlank();
        }

        /** The line in words, to be copied. */
        String text() {
            String what = Labels.of(Subject.values(), Subject::label, subject);
            String how = Labels.of(Operator.values(), Operator::label, operator);
            return String.join(" ", what, how, operand) + (removed ? " (to be removed)" : "");
        }

        String field(String name) {
            return "condition-" + key + "-" + name;
        }
    }

    /** @throws Refusal 400 if it has lines that no form here has; none is left out */
    static RuleForm read(FormFields fields) {
        List<String> keys = fields.all(KEYS).stream().distinct().toList();
        if (keys.size() > MOST_LINES || !keys.stream().allMatch(KEY.asMatchPredicate())) {
            throw new Refusal(400, "This form has lines of conditions that it was not given. Nothing was saved.");
        }
        List<ConditionForm> conditions = keys.stream()
                .map(key -> condition(fields, ConditionForm.blank(key)))
                .toList();
        return new RuleForm(
                fields.text("name"),
                fields.text("threshold"),
                fields.text("discount"),
                fields.text("notes"),
                fields.has("enabled"),
                conditions);
    }

    private static ConditionForm condition(FormFields fields, ConditionForm named) {
        return new ConditionForm(
                named.key(),
                fields.text(named.field("subject")),
                fields.text(named.field("operator")),
                fields.text(named.field("operand")),
                fields.has(named.field("removed")));
    }

    /** The form filled with a rule. */
    static RuleForm of(RuleState state) {
        return new RuleForm(
                state.rule().name(),
                decimal(state.rule().threshold()),
                decimal(state.rule().discount()),
                FormFields.withLineFeeds(state.rule().notes()),
                state.rule().enabled(),
                state.conditions().entrySet().stream()
                        .map(entry -> new ConditionForm(
                                entry.getKey(),
                                entry.getValue().subject().name(),
                                entry.getValue().operator().name(),
                                entry.getValue().operand(),
                                false))
                        .toList());
    }

    private static String decimal(BigDecimal value) {
        return value.toPlainString();
    }

    /** The lines that are to stay, whatever is typed into them. */
    List<ConditionForm> kept() {
        return conditions.stream().filter(line -> !line.removed()).toList();
    }

    /** Whether there is no room for one more line. */
    boolean isFull() {
        return kept().size() >= RuleChecks.MOST_CONDITIONS;
    }

    /** The form with one more line for a condition. */
    RuleForm withBlankCondition() {
        int number = 1;
        while (hasKey("new-" + number)) {
            number++;
        }
        List<ConditionForm> more = new ArrayList<>(conditions);
        more.add(ConditionForm.blank("new-" + number));
        return new RuleForm(name, threshold, discount, notes, enabled, List.copyOf(more));
    }

    /** The form for a new rule: no condition is stored, and those that were to be removed are not there. */
    RuleForm asNew() {
        RuleForm form = new RuleForm(name, threshold, discount, notes, enabled, List.of());
        for (ConditionForm condition : kept()) {
            RuleForm longer = form.withBlankCondition();
            String key = longer.conditions().get(longer.conditions().size() - 1).key();
            List<ConditionForm> lines = new ArrayList<>(form.conditions());
            lines.add(new ConditionForm(key, condition.subject(), condition.operator(), condition.operand(), false));
            form = new RuleForm(name, threshold, discount, notes, enabled, List.copyOf(lines));
        }
        return form;
    }

    /** The keys of the lines of conditions. */
    public List<String> conditionKeys() {
        return conditions.stream().map(ConditionForm::key).toList();
    }

    private boolean hasKey(String key) {
        return conditions.stream().anyMatch(condition -> condition.key().equals(key));
    }

    /** Everything typed, as fields by name: a page that shows no inputs carries it along in hidden ones. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("threshold", threshold);
        fields.put("discount", discount);
        fields.put("notes", notes);
        if (enabled) {
            fields.put("enabled", "on");
        }
        for (ConditionForm condition : conditions) {
            fields.put(condition.field("subject"), condition.subject());
            fields.put(condition.field("operator"), condition.operator());
            fields.put(condition.field("operand"), condition.operand());
            if (condition.removed()) {
                fields.put(condition.field("removed"), "on");
            }
        }
        return fields;
    }
}
