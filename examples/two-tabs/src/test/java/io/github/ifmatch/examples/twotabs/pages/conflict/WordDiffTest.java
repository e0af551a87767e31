package io.github.ifmatch.examples.twotabs.pages.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Fate;
import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Part;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordDiffTest {

    @Test
    void of_words_areChangedAsWholes() {
        assertThat(WordDiff.of("Agreed for the season, once.", "Agreed for this year, twice."))
                .containsExactly(
                        new Part(Fate.KEPT, "Agreed for "),
                        new Part(Fate.REMOVED, "the season"),
                        new Part(Fate.ADDED, "this year"),
                        new Part(Fate.KEPT, ", "),
                        new Part(Fate.REMOVED, "once"),
                        new Part(Fate.ADDED, "twice"),
                        new Part(Fate.KEPT, "."));
    }

    @Test
    void of_empty_isRemovedOrAdded() {
        assertThat(WordDiff.of("a b", "")).containsExactly(new Part(Fate.REMOVED, "a b"));
        assertThat(WordDiff.of("", "a b")).containsExactly(new Part(Fate.ADDED, "a b"));
    }

    @Test
    void of_oneLongWord_needsLittleStack() throws Exception {
        List<Part> parts = new ArrayList<>();
        String word = "x".repeat(4000);
        Thread thread = new Thread(null, () -> parts.addAll(WordDiff.of("a", word)), "small", 128 * 1024);

        thread.start();
        thread.join();

        assertThat(parts).containsExactly(new Part(Fate.REMOVED, "a"), new Part(Fate.ADDED, word));
    }
}
