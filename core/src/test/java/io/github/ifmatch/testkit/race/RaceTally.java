package io.github.ifmatch.testkit.race;

import io.github.ifmatch.testkit.race.RaceReport.Finding;
import io.github.ifmatch.testkit.race.RaceReport.Kind;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Judges the rounds of two paths, and counts what it finds. For one thread at a time. */
final class RaceTally {

    /** What one writer tried. */
    record Write(String path, Object value, Attempt<Object> attempt) {

        boolean is(Answer answer) {
            return attempt.is(answer);
        }
    }

    private final String first;
    private final String second;
    private final Map<String, RaceReport.Counts> counts = new LinkedHashMap<>();
    private final Map<Finding, Integer> findings = new LinkedHashMap<>();
    private int rounds;

    RaceTally(String first, String second) {
        this.first = first;
        this.second = second;
        counts.put(first, RaceReport.Counts.NONE);
        counts.put(second, RaceReport.Counts.NONE);
    }

    /** Adds a round; a finding counts once in it. */
    void add(List<Write> writes, Object stored, Object versionBefore, Object versionAfter) {
        rounds++;
        writes.forEach(write -> counts.compute(write.path(), (path, before) -> before.plus(write.attempt())));
        Set<Finding> found = new LinkedHashSet<>();
        List<Write> winners =
                writes.stream().filter(write -> write.is(Answer.ACCEPTED)).toList();
        Write last = writes.stream()
                .filter(write -> Same.is(write.value(), stored))
                .findFirst()
                .orElse(null);
        for (Write winner : winners) {
            if (!winner.equals(last)) {
                found.add(
                        last == null
                                ? new Finding(Kind.NOT_STORED, winner.path(), "")
                                : new Finding(Kind.LOST_UPDATE, last.path(), winner.path()));
            }
        }
        if (last != null && (last.is(Answer.REFUSED) || last.is(Answer.FAILED))) {
            found.add(new Finding(Kind.REFUSED_BUT_STORED, last.path(), ""));
        }
        if (writes.stream().allMatch(write -> write.is(Answer.REFUSED))) {
            found.add(new Finding(Kind.ALL_REFUSED, first, second));
        }
        long unknown = writes.stream().filter(write -> write.is(Answer.UNKNOWN)).count();
        if (!isAdvanced(versionBefore, versionAfter, winners.size(), unknown)) {
            winners.stream()
                    .map(Write::path)
                    .distinct()
                    .forEach(path -> found.add(new Finding(Kind.VERSION, path, "")));
            if (winners.isEmpty()) {
                found.add(new Finding(Kind.VERSION, first, second));
            }
        }
        found.forEach(finding -> findings.merge(finding, 1, Integer::sum));
    }

    private static boolean isAdvanced(Object before, Object after, int winners, long unknown) {
        if (before instanceof Number from && after instanceof Number to) {
            long steps = to.longValue() - from.longValue();
            return steps >= winners && steps <= winners + unknown;
        }
        boolean isCounted = !"".equals(before);
        boolean isSame = Same.is(before, after);
        return !isCounted || (winners > 0 ? !isSame : isSame || unknown > 0);
    }

    /** A path that never wins against itself proves nothing. */
    RaceReport.Pairing pairing() {
        if (first.equals(second) && counts.get(first).won() == 0) {
            findings.put(new Finding(Kind.NEVER_WON, first, ""), rounds);
        }
        return new RaceReport.Pairing(first, second, rounds, counts, findings);
    }
}
