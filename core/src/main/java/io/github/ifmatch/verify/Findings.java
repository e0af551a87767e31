package io.github.ifmatch.verify;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that was found about a table, the worst first: {@code Database.inspect} gives it.
 *
 * <p>Immutable.
 */
public final class Findings {

    private final String table;
    private final String declared;
    private final List<Finding> all;
    private final Function<String, ? extends RuntimeException> failure;

    private Findings(
            String table, String declared, List<Finding> all, Function<String, ? extends RuntimeException> failure) {
        this.table = table;
        this.declared = declared;
        this.all = all;
        this.failure = failure;
    }

    /**
     * Those about a table.
     *
     * @param table its name
     * @param declared its name and what it is declared for, as messages have it
     * @param failure makes the exception that {@link #throwOn} throws
     */
    public static Findings of(
            String table, String declared, List<Finding> all, Function<String, ? extends RuntimeException> failure) {
        List<Finding> worstFirst = all.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed())
                .toList();
        return new Findings(table, declared, worstFirst, failure);
    }

    /** The table's name. */
    public String table() {
        return table;
    }

    /** Each of them, the worst first. */
    public List<Finding> all() {
        return all;
    }

    /** Those that matter at least so much. */
    public List<Finding> atLeast(Severity severity) {
        requireNonNull(severity, "severity must not be null");
        return all.stream()
                .filter(finding -> finding.severity().compareTo(severity) >= 0)
                .toList();
    }

    /** How much the worst matters; empty if there are none. */
    public Optional<Severity> worst() {
        return all.stream().map(Finding::severity).max(Comparator.naturalOrder());
    }

    /**
     * The others, without those of these codes: what a team knows of, and lives with.
     *
     * @throws IllegalArgumentException if an error is among them: what makes a write wrong is not to be lived with
     */
    public Findings without(String... codes) {
        Set<String> known = Set.copyOf(Arrays.asList(codes));
        all.stream()
                .filter(finding -> finding.severity() == Severity.ERROR && known.contains(finding.code()))
                .findFirst()
                .ifPresent(error -> {
                    throw new IllegalArgumentException("codes must not be of an error: " + error.code());
                });
        List<Finding> others =
                all.stream().filter(finding -> !known.contains(finding.code())).toList();
        return new Findings(table, declared, others, failure);
    }

    /**
     * Throws if anything matters at least so much, with every such problem in one message.
     *
     * @throws RuntimeException a {@code MappingException}, as of {@code Database.verify}
     */
    public void throwOn(Severity severity) {
        List<Finding> found = atLeast(severity);
        if (!found.isEmpty()) {
            throw failure.apply(declared + " does not fit the database: "
                    + found.stream().map(Finding::problem).collect(Collectors.joining("; ")));
        }
    }

    /** One line, as in {@code accounts: 1 error, 2 warnings: no-column, nullable, trigger}, or {@code accounts: nothing found}. */
    public String line() {
        if (all.isEmpty()) {
            return table + ": nothing found";
        }
        String counts = Stream.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)
                .flatMap(severity -> counted(severity).stream())
                .collect(Collectors.joining(", "));
        return table + ": " + counts + ": "
                + all.stream().map(Finding::code).distinct().collect(Collectors.joining(", "));
    }

    private Optional<String> counted(Severity severity) {
        long count =
                all.stream().filter(finding -> finding.severity() == severity).count();
        String word = severity.name().toLowerCase(Locale.ROOT) + (count == 1 ? "" : "s");
        return count == 0 ? Optional.empty() : Optional.of(count + " " + word);
    }

    /** The line, and each finding in a line below it. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(line()), all.stream().map(finding -> "  " + finding))
                .collect(Collectors.joining("\n"));
    }
}
