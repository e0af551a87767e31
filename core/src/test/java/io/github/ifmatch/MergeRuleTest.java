package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.MergeRule.Merged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each built-in rule, on three values. */
class MergeRuleTest {

    @Test
    void mineAndTheirs() {
        assertThat(MergeRule.<String>mine().merge("b", "m", "t")).isEqualTo(Merged.of("m"));
        assertThat(MergeRule.<String>mine().merge("b", null, "t")).isEqualTo(Merged.of(null));
        assertThat(MergeRule.<String>theirs().merge("b", "m", "t")).isEqualTo(Merged.of("t"));
        assertThat(MergeRule.<String>theirs().merge("b", "m", null)).isEqualTo(Merged.of(null));
    }

    @Test
    void largerAndSmaller() {
        assertThat(MergeRule.<Integer>larger().merge(1, 2, 3)).isEqualTo(Merged.of(3));
        assertThat(MergeRule.<Integer>larger().merge(null, 4, 3)).isEqualTo(Merged.of(4));
        assertThat(MergeRule.<Integer>smaller().merge(1, 2, 3)).isEqualTo(Merged.of(2));
        assertThat(MergeRule.<Integer>smaller().merge(1, 4, 3)).isEqualTo(Merged.of(3));
        assertThat(MergeRule.<Integer>larger().merge(1, null, 3)).isEqualTo(Merged.clash());
        assertThat(MergeRule.<Integer>smaller().merge(1, 2, null)).isEqualTo(Merged.clash());
    }

    @ParameterizedTest
    @MethodSource("sums")
    <T extends Number> void sumOfDeltas(T base, T mine, T theirs, @Nullable T expected) {
        MergeRule<T> rule = MergeRule.sumOfDeltas();

        assertThat(rule.merge(base, mine, theirs)).isEqualTo(expected == null ? Merged.clash() : Merged.of(expected));
        assertThat(rule.merge(base, theirs, mine)).isEqualTo(rule.merge(base, mine, theirs));
    }

    static Stream<Arguments> sums() {
        return Stream.of(
                Arguments.of(10, 7, 12, 9),
                Arguments.of((short) 10, (short) 7, (short) 12, (short) 9),
                Arguments.of(10L, 7L, 12L, 9L),
                Arguments.of(BigInteger.TEN, BigInteger.ONE, BigInteger.TWO, BigInteger.valueOf(-7)),
                Arguments.of(
                        new BigDecimal("10.00"), new BigDecimal("7.5"), new BigDecimal("12"), new BigDecimal("9.50")),
                Arguments.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE + 1, Long.MIN_VALUE),
                Arguments.of(0L, Long.MAX_VALUE, 1L, null),
                Arguments.of(0, Integer.MIN_VALUE, -1, null),
                Arguments.of((short) 0, Short.MAX_VALUE, (short) 1, null));
    }

    @Test
    void sumOfDeltas_null() {
        MergeRule<Integer> rule = MergeRule.sumOfDeltas();

        assertThat(rule.merge(null, 1, 2)).isEqualTo(Merged.clash());
        assertThat(rule.merge(1, null, 2)).isEqualTo(Merged.clash());
        assertThat(rule.merge(1, 2, null)).isEqualTo(Merged.clash());
    }

    @Test
    void sumOfDeltas_inexactNumber() {
        assertThatThrownBy(() -> MergeRule.<Double>sumOfDeltas().merge(1.0, 2.0, 3.0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sumOfDeltas must be given exact numbers: java.lang.Double");
    }

    @Test
    void union_addedAndRemoved() {
        MergeRule<Set<String>> rule = MergeRule.union();
        Set<String> base = Set.of("kept", "mine removed", "theirs removed");

        assertThat(rule.merge(
                        base,
                        Set.of("kept", "theirs removed", "mine added"),
                        Set.of("kept", "mine removed", "theirs added")))
                .isEqualTo(Merged.of(Set.of("kept", "mine added", "theirs added")));
        assertThat(rule.merge(base, null, Set.of("theirs added"))).isEqualTo(Merged.of(Set.of("theirs added")));
        assertThat(rule.merge(null, Set.of("a"), Set.of("b"))).isEqualTo(Merged.of(Set.of("a", "b")));
    }

    @Test
    void union_nullElement() {
        Set<String> withNull = new LinkedHashSet<>(Collections.singleton(null));

        assertThat(MergeRule.<String>union().merge(Set.of("x"), withNull, Set.of("x", "y")))
                .isEqualTo(Merged.of(new LinkedHashSet<>(java.util.Arrays.asList("y", null))));
        assertThat(MergeRule.<String>union().merge(withNull, Set.of("x"), new LinkedHashSet<>(List.of())))
                .isEqualTo(Merged.of(Set.of("x")));
    }

    @Test
    void unionOfArrays_theirsThenMine() {
        MergeRule<String[]> rule = MergeRule.unionOfArrays();
        String[] base = {"a", "b"};

        assertThat(rule.merge(base, new String[] {"b", "m"}, new String[] {"t", "a", "b"})
                        .value())
                .isExactlyInstanceOf(String[].class)
                .containsExactly("t", "b", "m");
        assertThat(rule.merge(base, null, new String[] {"a", "b", "t"}).value()).containsExactly("t");
        assertThat(rule.merge(base, new String[] {}, null).value()).isEmpty();
        assertThat(rule.merge(base, null, null)).isEqualTo(Merged.of(null));
    }
}
