package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Table;

/**
 * One condition of a rule, such as "Quantity is at least 10". Immutable.
 *
 * @param version its own, set by Ifmatch alone
 */
public record Condition(long id, long ruleId, Subject subject, Operator operator, String operand, long version) {

    public static final Table<Condition, Long> TABLE =
            Table.of(Condition.class, Long.class).named("rule_conditions");

    /** A condition that is not stored yet. */
    public static Condition unsaved(Subject subject, Operator operator, String operand) {
        return new Condition(0, 0, subject, operator, operand, 0);
    }

    /** The condition with other values, of the same row at the same version. */
    public Condition with(Subject newSubject, Operator newOperator, String newOperand) {
        return new Condition(id, ruleId, newSubject, newOperator, newOperand, version);
    }

    /** A new row for this rule, with the same values. */
    Condition copyFor(long newRuleId) {
        return new Condition(0, newRuleId, subject, operator, operand, 0);
    }

    /** The condition in words. */
    public String text() {
        return subject.label() + " " + operator.label() + " " + operand;
    }

    boolean saysSameAs(Condition other) {
        return said().equals(other.said());
    }

    /** What it says, of whatever row: to compare by. In words, "is" and "not 5" would be the same as "is not" and "5". */
    Condition said() {
        return unsaved(subject, operator, operand);
    }
}
