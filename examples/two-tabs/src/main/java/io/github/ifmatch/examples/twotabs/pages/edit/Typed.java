package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.pages.edit.RuleForm.ConditionForm;
import io.github.ifmatch.examples.twotabs.rules.Condition;
import io.github.ifmatch.examples.twotabs.rules.Operator;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Subject;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a form means, or what is wrong with it. For one thread at a time.
 */
public final class Typed {

    private static final Pattern DECIMAL = Pattern.compile("\\d{1,15}(\\.\\d{1,15})?");

    private final RuleForm form;
    private final RuleState base;
    private final Map<String, String> problems = new LinkedHashMap<>();
    private final RuleState state;

    private Typed(RuleForm form, RuleState base) {
        this.form = form;
        this.base = base;
        this.state = new RuleState(rule(), conditions());
    }

    /** Reads a form that was filled with this base. */
    static Typed of(RuleForm form, RuleState base) {
        return new Typed(form, base);
    }

    /** What is wrong, by the input's name; empty if the form can be saved. */
    public Map<String, String> problems() {
        return problems;
    }

    /** The rule as wanted, at the base's versions; with the base's value wherever there is a problem. */
    public RuleState state() {
        return state;
    }

    private Rule rule() {
        Rule was = base.rule();
        checked("name", RuleChecks.name(form.name()));
        checked("notes", RuleChecks.notes(form.notes()));
        BigDecimal threshold = decimal("threshold", form.threshold(), was.threshold(), RuleChecks::threshold);
        BigDecimal discount = decimal("discount", form.discount(), was.discount(), RuleChecks::discount);
        boolean isSameText = FormFields.withLineFeeds(was.notes()).equals(form.notes());
        return was.with(form.name(), threshold, discount, isSameText ? was.notes() : form.notes(), form.enabled());
    }

    private void checked(String field, Optional<String> problem) {
        problem.ifPresent(text -> problems.put(field, text));
    }

    private BigDecimal decimal(
            String field, String text, BigDecimal otherwise, Function<BigDecimal, Optional<String>> check) {
        if (!DECIMAL.matcher(text.strip()).matches()) {
            problems.put(field, "Use digits and a decimal point, such as 12.50.");
            return otherwise;
        }
        BigDecimal value = new BigDecimal(text.strip());
        checked(field, check.apply(value));
        return value;
    }

    private Map<String, Condition> conditions() {
        Map<String, Condition> conditions = new LinkedHashMap<>(base.conditions());
        for (ConditionForm line : form.conditions()) {
            if (line.removed()) {
                conditions.remove(line.key());
            } else if (!line.isBlank()) {
                conditions.put(line.key(), condition(line));
            }
        }
        // None is left out silently: the first that is too many is told.
        form.kept().stream()
                .filter(line -> !line.isBlank())
                .skip(RuleChecks.MOST_CONDITIONS)
                .findFirst()
                .ifPresent(line -> problems.put(
                        line.field("operand"),
                        "Use at most " + RuleChecks.MOST_CONDITIONS + " conditions: this is one more."));
        return conditions;
    }

    private Condition condition(ConditionForm line) {
        checked(line.field("operand"), RuleChecks.operand(line.operand()));
        Subject subject = oneOf(line.field("subject"), line.subject(), Subject.values(), Subject.CUSTOMER_GROUP);
        Operator operator = oneOf(line.field("operator"), line.operator(), Operator.values(), Operator.IS);
        Condition was = base.conditions().get(line.key());
        return was == null
                ? Condition.unsaved(subject, operator, line.operand())
                : was.with(subject, operator, line.operand());
    }

    private <E extends Enum<E>> E oneOf(String field, String text, E[] values, E otherwise) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(text))
                .findFirst()
                .orElseGet(() -> {
                    problems.put(field, "Choose one of the list.");
                    return otherwise;
                });
    }
}
