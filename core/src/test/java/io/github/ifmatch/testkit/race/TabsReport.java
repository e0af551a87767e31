package io.github.ifmatch.testkit.race;

import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * What {@link TwoTabs} found: one line for each check. AssertJ's {@code assertThat(report)} knows it. Immutable.
 *
 * @param lines in the order of {@link TabCheck}
 */
public record TabsReport(List<Line> lines) implements AssertProvider<TabsReportAssert> {

    /** What became of a check. Immutable. */
    public enum Status {
        /** It holds. */
        PASSED,
        /** It does not; the reason says what was seen. */
        FAILED,
        /** It was not tried, or nothing could be seen; the reason says why. */
        NOT_APPLICABLE
    }

    /**
     * What became of one check. Immutable.
     *
     * @param reason empty if it passed
     * @param cause what a function threw; null if none did
     */
    public record Line(TabCheck check, Status status, String reason, Exception cause) {

        @Override
        public String toString() {
            String word = switch (status) {
                case PASSED -> "passed";
                case FAILED -> "FAILED";
                case NOT_APPLICABLE -> "not tried";
            };
            return "%-9s  %s%s".formatted(word, check.words(), reason.isEmpty() ? "" : ": " + reason);
        }
    }

    public TabsReport {
        lines = List.copyOf(lines);
    }

    /** What became of this check. */
    public Line line(TabCheck check) {
        return lines.stream().filter(line -> line.check() == check).findFirst().orElseThrow();
    }

    /** The checks of this status, in order. */
    public List<TabCheck> of(Status status) {
        return lines.stream()
                .filter(line -> line.status() == status)
                .map(Line::check)
                .toList();
    }

    @Override
    public TabsReportAssert assertThat() {
        return new TabsReportAssert(this);
    }

    /** For people: the count, and a line for each check. */
    @Override
    public String toString() {
        return "Two tabs: %d of %d checks failed%n".formatted(of(Status.FAILED).size(), lines.size())
                + lines.stream().map(line -> "  " + line).collect(Collectors.joining(System.lineSeparator()));
    }
}
