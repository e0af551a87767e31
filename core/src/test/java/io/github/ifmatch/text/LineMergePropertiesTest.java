package io.github.ifmatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MergeRule.Merged;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every merge by lines. */
class LineMergePropertiesTest {

    private static final LineMerge MERGE = new LineMerge();

    /** Texts of few different lines, with and without an end to the last one, so that they often share some. */
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "b", "c", "").list().ofMaxSize(8).map(lines -> String.join("\n", lines));
    }

    @Property
    void identity(@ForAll("texts") String base, @ForAll("texts") String other) {
        assertThat(MERGE.merge(base, base, other)).isEqualTo(Merged.of(other));
        assertThat(MERGE.merge(base, other, base)).isEqualTo(Merged.of(other));
        assertThat(MERGE.merge(base, other, other)).isEqualTo(Merged.of(other));
    }

    @Property
    void symmetry(@ForAll("texts") String base, @ForAll("texts") String one, @ForAll("texts") String other) {
        assertThat(MERGE.merge(base, one, other)).isEqualTo(MERGE.merge(base, other, one));
    }

    @Property
    void noInvention(@ForAll("texts") String base, @ForAll("texts") String mine, @ForAll("texts") String theirs) {
        Merged<String> merged = MERGE.merge(base, mine, theirs);

        if (!merged.isClash()) {
            Set<String> known = new HashSet<>();
            List.of(base, mine, theirs).forEach(text -> known.addAll(lines(text)));
            assertThat(known).containsAll(lines(merged.value()));
        }
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

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(Arbitraries.of(Deed.values()), Arbitraries.of(true, false))
                .as(Step::new)
                .list()
                .ofMaxSize(20);
    }

    /** The oracle: lines all different, each changed by one side at most, and a kept line between two sides' changes. */
    @Property
    void changesApart_bothKept(@ForAll("steps") List<Step> steps) {
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
