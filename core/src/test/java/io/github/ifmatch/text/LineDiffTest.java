package io.github.ifmatch.text;

import static io.github.ifmatch.testkit.tool.Properties.oneOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.MergeRule.Merged;
import io.github.ifmatch.testkit.tool.Properties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long texts: what the changes make of the base, how many they are, and how long it takes. */
class LineDiffTest {

    private static List<String> lines(String word, int count) {
        return IntStream.range(0, count).mapToObj(i -> word + i + "\n").toList();
    }

    private static List<String> applied(List<String> base, List<LineDiff.Change> changes) {
        List<String> text = new ArrayList<>();
        int done = 0;
        for (LineDiff.Change change : changes) {
            assertThat(change.start()).isGreaterThanOrEqualTo(done);
            text.addAll(base.subList(done, change.start()));
            text.addAll(change.lines());
            done = change.end();
        }
        text.addAll(base.subList(done, base.size()));
        return text;
    }

    /** Some lines come again and again, some are moved, some go, some are new. */
    private static List<String> edited(List<String> base, Random random) {
        List<String> text = new ArrayList<>(base);
        for (int edits = random.nextInt(30); edits >= 0; edits--) {
            int place = random.nextInt(text.size());
            switch (random.nextInt(4)) {
                case 0 -> text.add(place, "new " + random.nextInt(100) + "\n");
                case 1 -> text.add(place, "\n");
                case 2 -> text.add(random.nextInt(text.size()), text.remove(place));
                default ->
                    text.subList(place, Math.min(text.size(), place + 1 + random.nextInt(40)))
                            .clear();
            }
            if (text.isEmpty()) {
                return text;
            }
        }
        return text;
    }

    @Test
    void changes_makeTheText() {
        Properties.hold(random -> {
            List<String> base = new ArrayList<>(lines("line ", 400 + random.nextInt(600)));
            base.replaceAll(line -> oneOf(random, line, line, line, "\n"));
            List<String> text = edited(base, random);

            assertThat(applied(base, LineDiff.of(base, text))).isEqualTo(text);
            assertThat(applied(text, LineDiff.of(text, base))).isEqualTo(base);
        });
    }

    @Test
    void changes_ofALongText_areAsFewAsThoseMade() {
        List<String> base = lines("line ", 10_000);
        List<String> text = new ArrayList<>(base);
        text.set(9_000, "replaced\n");
        text.remove(5_000);
        text.add(1_000, "inserted\n");

        assertThat(LineDiff.of(base, text))
                .containsExactly(
                        new LineDiff.Change(1_000, 1_000, List.of("inserted\n")),
                        new LineDiff.Change(5_000, 5_001, List.of()),
                        new LineDiff.Change(9_000, 9_001, List.of("replaced\n")));
    }

    @Test
    void merge_ofLongTexts() {
        List<String> base = lines("line ", 10_000);
        List<String> mine = new ArrayList<>(base);
        List<String> theirs = new ArrayList<>(base);
        mine.set(100, "mine\n");
        mine.set(9_900, "mine, too\n");
        theirs.set(5_000, "theirs\n");
        List<String> both = new ArrayList<>(mine);
        both.set(5_000, "theirs\n");

        assertThat(merge(base, mine, theirs)).isEqualTo(Merged.of(String.join("", both)));
    }

    private static Merged<String> merge(List<String> base, List<String> mine, List<String> theirs) {
        return new LineMerge().merge(String.join("", base), String.join("", mine), String.join("", theirs));
    }

    /** Were the time to grow with the square of the lines, each of these would take minutes, or all memory. */
    @Test
    @Timeout(30)
    void time_ofLongTexts_thatHaveLittleInCommon() {
        int count = 60_000;
        List<String> base = lines("base ", count);
        List<String> reversed = new ArrayList<>(base);
        Collections.reverse(reversed);
        List<String> shuffled = new ArrayList<>(base);
        Collections.shuffle(shuffled, new Random(1));
        List<String> twice = lines("of few ", count).stream()
                .map(line -> line.length() % 2 == 0 ? "a\n" : "b\n")
                .toList();

        assertThat(merge(base, lines("mine ", count), lines("theirs ", count)).isClash())
                .isTrue();
        for (List<String> other : List.of(reversed, shuffled, twice)) {
            assertThat(merge(base, other, other)).isEqualTo(Merged.of(String.join("", other)));
        }
    }
}
