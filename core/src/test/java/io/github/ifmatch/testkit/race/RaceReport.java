package io.github.ifmatch.testkit.race;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.AssertProvider;

/**
 * What {@link Race} found, for each pair of paths. AssertJ's {@code assertThat(report)} knows it. Immutable.
 *
 * @param pairings in the order in which the paths were given
 */
public record RaceReport(List<Pairing> pairings) implements AssertProvider<RaceReportAssert> {

    /** What can go wrong in a round. Immutable. */
    public enum Kind {
        /** An update was accepted, and what another one wrote is stored. */
        LOST_UPDATE("an accepted update of '%2$s' is gone: '%1$s' stands in its place"),
        /** An update was accepted, but nobody's is stored. */
        NOT_STORED("an accepted update of '%s' is not stored"),
        /** What was refused, or failed, is stored. */
        REFUSED_BUT_STORED("an update of '%s' was not accepted, and yet it is stored"),
        /** The version has not advanced by as many as were accepted. */
        VERSION("the version did not go on as '%s' says"),
        /** All were refused, though nobody else wrote. */
        ALL_REFUSED("all updates of '%s' and '%s' were refused"),
        /** Not once in all rounds, even against itself: the race proves nothing of this path. */
        NEVER_WON("'%s' was never accepted");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /**
     * What went wrong. Immutable.
     *
     * @param path whose update it is; of a {@link Kind#LOST_UPDATE}, whose update stands
     * @param other the other path; of a {@link Kind#LOST_UPDATE}, whose update is gone; empty where there is none
     */
    public record Finding(Kind kind, String path, String other) {

        @Override
        public String toString() {
            return kind.words.formatted(path, other);
        }
    }

    /**
     * What became of one path's updates. Immutable.
     *
     * @param trouble the first exception of those that failed or are unknown; null if there is none
     */
    public record Counts(int won, int refused, int failed, int unknown, Exception trouble) {

        static final Counts NONE = new Counts(0, 0, 0, 0, null);

        Counts plus(Attempt<?> attempt) {
            boolean isTrouble = attempt.is(Answer.FAILED) || attempt.is(Answer.UNKNOWN);
            return new Counts(
                    won + (attempt.is(Answer.ACCEPTED) ? 1 : 0),
                    refused + (attempt.is(Answer.REFUSED) ? 1 : 0),
                    failed + (attempt.is(Answer.FAILED) ? 1 : 0),
                    unknown + (attempt.is(Answer.UNKNOWN) ? 1 : 0),
                    trouble == null && isTrouble ? attempt.exception() : trouble);
        }

        @Override
        public String toString() {
            return "%d won, %d refused, %d failed, %d unknown%s"
                    .formatted(won, refused, failed, unknown, trouble == null ? "" : " (first: " + trouble + ")");
        }
    }

    /**
     * Two paths in all their rounds; the same one twice if it was raced against itself. Immutable.
     *
     * @param findings in how many rounds each was seen
     */
    public record Pairing(
            String first, String second, int rounds, Map<String, Counts> counts, Map<Finding, Integer> findings) {

        public Pairing {
            counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
            findings = Collections.unmodifiableMap(new LinkedHashMap<>(findings));
        }

        boolean isWithItself() {
            return first.equals(second);
        }

        @Override
        public String toString() {
            String title = isWithItself()
                    ? "'%s' against itself, %d rounds".formatted(first, rounds)
                    : "'%s' against '%s', %d rounds".formatted(first, second, rounds);
            StringBuilder text = new StringBuilder(title);
            counts.forEach((path, count) -> text.append("%n    %s: %s".formatted(path, count)));
            findings.forEach((finding, times) ->
                    text.append("%n    FOUND: %s, in %d of %d rounds".formatted(finding, times, rounds)));
            return text.toString();
        }
    }

    public RaceReport {
        pairings = List.copyOf(pairings);
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return pairings.stream().allMatch(pairing -> pairing.findings().isEmpty());
    }

    /** Everything that was found, with its pair left out. */
    public Set<Kind> kinds() {
        return pairings.stream()
                .flatMap(pairing -> pairing.findings().keySet().stream())
                .map(Finding::kind)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The paths to look at first, by name: those that lose updates against themselves; if none does, those of each pair that lost any.
     *
     * <p>A path that checks the version loses nothing against itself, but may write over one that leaves the version as it is; the
     * culprit is the other one.
     */
    public Set<String> suspects() {
        Set<String> alone = new TreeSet<>();
        Set<String> together = new TreeSet<>();
        for (Pairing pairing : pairings) {
            if (!pairing.findings().isEmpty()) {
                (pairing.isWithItself() ? alone : together).addAll(Set.of(pairing.first()));
                (pairing.isWithItself() ? alone : together).addAll(Set.of(pairing.second()));
            }
        }
        return alone.isEmpty() ? together : alone;
    }

    @Override
    public RaceReportAssert assertThat() {
        return new RaceReportAssert(this);
    }

    /** For people: the paths to look at first, and for each pair what became of the updates and what was found. */
    @Override
    public String toString() {
        String head = isClean() ? "Race: nothing lost" : "Race: look at " + String.join(", ", suspects());
        return head
                + pairings.stream()
                        .map(pairing -> System.lineSeparator() + "  " + pairing)
                        .collect(Collectors.joining());
    }
}
