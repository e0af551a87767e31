package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MergeRule;
import io.github.ifmatch.MergeRule.Merged;
import io.github.ifmatch.Table;
import io.github.ifmatch.text.LineMerge;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of rules in resolving-conflicts.md. */
class MergeRulesTest {

    @Test
    void rules() {
        assertThat(MergeRule.<Integer>mine().merge(1, 2, 3)).isEqualTo(Merged.of(2));
        assertThat(MergeRule.<Integer>theirs().merge(1, 2, 3)).isEqualTo(Merged.of(3));
        assertThat(MergeRule.<Integer>larger().merge(1, 2, 3)).isEqualTo(Merged.of(3));
        assertThat(MergeRule.<Integer>larger().merge(1, null, 3)).isEqualTo(Merged.clash());
        assertThat(MergeRule.<Integer>smaller().merge(1, 2, 3)).isEqualTo(Merged.of(2));
        assertThat(MergeRule.<Integer>sumOfDeltas().merge(10, 8, 13)).isEqualTo(Merged.of(11));
        assertThat(MergeRule.<Integer>sumOfDeltas().merge(null, 8, 13)).isEqualTo(Merged.clash());
        assertThat(MergeRule.<String>union().merge(Set.of("a", "b"), Set.of("a", "c"), Set.of("a", "b", "d")))
                .isEqualTo(Merged.of(Set.of("a", "c", "d")));
        assertThat(MergeRule.<String>unionOfArrays()
                        .merge(new String[] {"a"}, new String[] {"a", "c"}, new String[] {"b", "a"})
                        .value())
                .containsExactly("b", "a", "c");
        assertThat(new LineMerge().merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")).isEqualTo(Merged.of("A\nb\nC\n"));
        assertThat(new LineMerge().merge("a\nb\n", "A\nb\n", "a\nB\n")).isEqualTo(Merged.clash());
    }

    record Tally(long id, int hits, long version) {}

    @Test
    void sameChangeTwice_isSummedUpByARuleAlone() {
        Table<Tally, Long> table = Table.of(Tally.class, Long.class);
        Tally base = new Tally(1, 4, 1);
        Tally mine = new Tally(1, 5, 1);
        Tally theirs = new Tally(1, 5, 2);

        assertThat(table.merge().merge(base, mine, theirs)).contains(new Tally(1, 5, 2));
        assertThat(table.merge().rule("hits", MergeRule.sumOfDeltas()).merge(base, mine, theirs))
                .contains(new Tally(1, 6, 2));
    }
}
