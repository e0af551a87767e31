package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** How a page is read: what is overlooked here is not checked anywhere. */
class PageTest {

    private static Page page(String text) {
        return new Page(Path.of("page.md"), text.lines().toList());
    }

    @Test
    void blocks_withAndWithoutLabel() {
        Page page = page("""
                <!-- snippet: one -->
                ```java
                int one = 1;
                ```

                ```java
                int two = 2;
                ```
                <!-- file: examples/Three.java -->
                ```java
                class Three {}
                ```
                <!-- sql-table: four -->
                | verb | sql |
                | `find` | `SELECT 1` |
                """);

        assertThat(page.blocks())
                .extracting(
                        Page.Block::kind,
                        Page.Block::name,
                        Page.Block::language,
                        block -> block.lines().size())
                .containsExactly(
                        tuple("snippet", "one", "java", 1),
                        tuple("", "", "java", 1),
                        tuple("file", "examples/Three.java", "java", 1),
                        tuple("sql-table", "four", "", 2));
    }

    @Test
    void linksAnchorsAndCodes() {
        Page page = page("""
                # One statement, or a transaction
                See [this](other.md#there) and [that](#here), and `Verdict`, or `engine/`.
                ```sh
                [no](link.md) `nor` this
                ```
                """);

        assertThat(page.links()).containsExactly("other.md#there", "#here");
        assertThat(page.anchors()).containsExactly("one-statement-or-a-transaction");
        assertThat(page.codes()).containsExactly("Verdict", "engine/");
    }
}
