package io.github.ifmatch.text;

import static io.github.ifmatch.testkit.tool.Properties.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MergeRule.Merged;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every merge by lines. */
class LineMergePropertiesTest {

    private static final LineMerge MERGE = new LineMerge();

    /** Texts of few different lines, with and without an end to the last one, so that they often share some. */
    private static String text(Random random) {
        return Stream.generate(() -> oneOf(random, "a", "b", "c", ""))
                .limit(random.nextInt(9))
                .collect(Collectors.joining("\n"));
    }

    private interface OfThree {
        void check(String base, String mine, String theirs);
    }

    private static void ofAny(OfThree property) {
        Properties.hold(random -> property.check(text(random), text(random), text(random)));
    }

    @Test
    void identity() {
        ofAny((base, other, unused) -> {
            assertThat(MERGE.merge(base, base, other)).isEqualTo(Merged.of(other));
            assertThat(MERGE.merge(base, other, base)).isEqualTo(Merged.of(other));
            assertThat(MERGE.merge(base, other, other)).isEqualTo(Merged.of(other));
        });
    }

    @Test
    void symmetry() {
        ofAny((base, one, other) -> {
            assertThat(MERGE.merge(base, one, other)).isEqualTo(MERGE.merge(base, other, one));
        });
    }

    @Test
    void noInvention() {
        ofAny((base, mine, theirs) -> {
            Merged<String> merged = MERGE.merge(base, mine, theirs);

            if (!merged.isClash()) {
                Set<String> known = new HashSet<>();
                List.of(base, mine, theirs).forEach(text -> known.addAll(lines(text)));
                assertThat(known).containsAll(lines(merged.value()));
            }
        });
    }

    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)", -1));
    }

    /** What one side does to one line. */
    private enum Deed {
        NOTHING,
        REPLACE,
        DELETE,
        INSERT_BEFORE
    }

    private record Step(Deed deed, boolean isMine) {}

    private static List<Step> steps(Random random) {
        return Stream.generate(() -> new Step(oneOf(random, Deed.values()), random.nextBoolean()))
                .limit(random.nextInt(21))
                .toList();
    }

    /** The oracle: lines all different, each changed by one side at most, and a kept line between two sides' changes. */
    @Test
    void changesApart_bothKept() {
        Properties.hold(random -> mergeApart(steps(random)));
    }

    private static void mergeApart(List<Step> steps) {
        StringBuilder base = new StringBuilder();
        StringBuilder mine = new StringBuilder();
        StringBuilder theirs = new StringBuilder();
        StringBuilder merged = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            String line = "line " + i + "\n";
            String kept = "between " + i + "\n";
            String changed = changed(step.deed(), line, i);
            base.append(line).append(kept);
            mine.append(step.isMine() ? changed : line).append(kept);
            theirs.append(step.isMine() ? line : changed).append(kept);
            merged.append(changed).append(kept);
        }

        assertThat(MERGE.merge(base.toString(), mine.toString(), theirs.toString()))
                .isEqualTo(Merged.of(merged.toString()));
    }

    private static String changed(Deed deed, String line, int i) {
        return switch (deed) {
            case NOTHING -> line;
            case REPLACE -> "replaced " + i + "\n";
            case DELETE -> "";
            case INSERT_BEFORE -> "inserted " + i + "\n" + line;
        };
    }
}
