package io.github.ifmatch.examples.twotabs.rules;

import java.math.BigDecimal;
import java.util.Optional;

/** What the values of a rule must be; each answers what is wrong, in a sentence for people, or empty. */
public final class RuleChecks {

    public static final int NAME_LENGTH = 100;
    public static final int NOTES_LENGTH = 4000;
    public static final int OPERAND_LENGTH = 100;

    /** How many conditions a rule can have. */
    public static final int MOST_CONDITIONS = 50;

    private static final BigDecimal MOST_THRESHOLD = new BigDecimal("9999999999.99");
    private static final BigDecimal MOST_DISCOUNT = new BigDecimal("100");
    private static final int DECIMALS = 2;

    private RuleChecks() {}

    public static Optional<String> name(String name) {
        return line(name, NAME_LENGTH);
    }

    public static Optional<String> operand(String operand) {
        return line(operand, OPERAND_LENGTH);
    }

    public static Optional<String> notes(String notes) {
        return notes.length() > NOTES_LENGTH
                ? Optional.of("Use at most " + NOTES_LENGTH + " characters: there are " + notes.length() + ".")
                : characters(notes.replaceAll("[\r\n\t]", ""));
    }

    public static Optional<String> threshold(BigDecimal threshold) {
        return decimal(threshold, MOST_THRESHOLD);
    }

    public static Optional<String> discount(BigDecimal discount) {
        return decimal(discount, MOST_DISCOUNT);
    }

    private static Optional<String> line(String text, int most) {
        if (text.isBlank()) {
            return Optional.of("This must not be empty.");
        }
        return text.length() > most ? Optional.of("Use at most " + most + " characters.") : characters(text);
    }

    /** Control characters show nowhere, and PostgreSQL cannot store all of them; nor half a character, which H2 can. */
    private static Optional<String> characters(String text) {
        if (!isWhole(text)) {
            return Optional.of("Half a character, a surrogate without its other half, cannot be used here.");
        }
        return text.chars().anyMatch(Character::isISOControl)
                ? Optional.of("Control characters cannot be used here.")
                : Optional.empty();
    }

    /** Whether every character is there as a whole: no surrogate is without its other half. */
    public static boolean isWhole(String text) {
        return text.codePoints()
                .noneMatch(point -> point <= Character.MAX_VALUE && Character.isSurrogate((char) point));
    }

    /** Nothing is rounded: what does not fit is refused. */
    private static Optional<String> decimal(BigDecimal value, BigDecimal most) {
        if (value.signum() < 0 || value.compareTo(most) > 0) {
            return Optional.of("Use a number between 0 and " + most.toPlainString() + ".");
        }
        return value.signum() != 0 && value.stripTrailingZeros().scale() > DECIMALS
                ? Optional.of("Use at most " + DECIMALS + " decimals.")
                : Optional.empty();
    }
}
