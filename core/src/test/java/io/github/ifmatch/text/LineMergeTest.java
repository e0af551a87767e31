package io.github.ifmatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MergeRule.Merged;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two changes of one text: kept both, or a clash. */
class LineMergeTest {

    private static final Merged<String> CLASH = Merged.clash();

    @ParameterizedTest
    @MethodSource("texts")
    void merge(@Nullable String base, @Nullable String mine, @Nullable String theirs, Merged<String> expected) {
        assertThat(new LineMerge().merge(base, mine, theirs)).isEqualTo(expected);
        assertThat(new LineMerge().merge(base, theirs, mine)).isEqualTo(expected);
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", Merged.of("A\nb\nC\n")),
                Arguments.of("a\nb\nc", "A\nb\nc", "a\nb\nC", Merged.of("A\nb\nC")),
                Arguments.of("a\nb\nc\n", "x\na\nb\nc\n", "a\nb\nc\ny\n", Merged.of("x\na\nb\nc\ny\n")),
                Arguments.of("a\nb\nc\nd\n", "b\nc\nd\n", "a\nb\nD\nd\n", Merged.of("b\nD\nd\n")),
                Arguments.of("a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n", "a\r\nb\r\nC\r\n", Merged.of("A\r\nb\r\nC\r\n")),
                // the same change on both sides, beside one of one side
                Arguments.of("a\nb\nc\n", "A\nb\nc\n", "A\nb\nC\n", Merged.of("A\nb\nC\n")),
                // both changed a line, or lines side by side
                Arguments.of("a\nb\nc\n", "X\nb\nc\n", "Y\nb\nc\n", CLASH),
                Arguments.of("a\nb\nc\n", "A\nb\nc\n", "a\nB\nc\n", CLASH),
                Arguments.of("a\nb\n", "a\nx\nb\n", "a\ny\nb\n", CLASH),
                Arguments.of("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", CLASH),
                Arguments.of("a\n", "", "a\nb\n", CLASH),
                // a missing line end is a change of its line
                Arguments.of("a\nb", "a\nb\n", "a\nB", CLASH),
                Arguments.of("a\nb\nc", "a\nb\nc\n", "A\nb\nc", Merged.of("A\nb\nc\n")),
                // empty fields
                Arguments.of(null, "x", "y", CLASH),
                Arguments.of("", "x", "y", CLASH),
                Arguments.of(null, "x", "x", Merged.of("x")),
                Arguments.of(null, "", "x", Merged.of("x")),
                Arguments.of("", null, "x", Merged.of("x")),
                Arguments.of("a", null, "b", CLASH));
    }
}
