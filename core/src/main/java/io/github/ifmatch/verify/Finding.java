package io.github.ifmatch.verify;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * One thing that was found about a table.
 *
 * <p>Immutable. It names tables, columns and triggers, and no value of a row.
 *
 * @param severity how much it matters
 * @param code the kind of thing, such as {@code version-nullable}: it stays the same from release to release, for {@link
 *     Findings#without}
 * @param problem what was found, a sentence without its stop
 * @param remedy what to do about it, a sentence without its stop
 */
public record Finding(Severity severity, String code, String problem, String remedy) {

    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");

    /**
     * Checks that nothing is missing.
     *
     * @throws IllegalArgumentException if the code is not made of lower-case words with hyphens between, or a text is blank
     */
    public Finding {
        requireNonNull(severity, "severity must not be null");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("code must be lower-case words with hyphens between: " + code);
        }
        if (problem.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("problem and remedy must say something: " + code);
        }
    }

    /** What makes a write wrong, or impossible. */
    public static Finding error(String code, String problem, String remedy) {
        return new Finding(Severity.ERROR, code, problem, remedy);
    }

    /** What can surprise. */
    public static Finding warning(String code, String problem, String remedy) {
        return new Finding(Severity.WARNING, code, problem, remedy);
    }

    /** What is worth knowing. */
    public static Finding note(String code, String problem, String remedy) {
        return new Finding(Severity.NOTE, code, problem, remedy);
    }

    /** As in {@code ERROR version-nullable: the version … To do: …}. */
    @Override
    public String toString() {
        return severity + " " + code + ": " + problem + ". To do: " + remedy + ".";
    }
}
