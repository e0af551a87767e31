package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the pages show is what is compiled and run: Java block by block, SQL by name, and no link leads nowhere. */
class SnippetsTest {

    @Test
    void javaBlocks_areRegionsOfTestsOrWholeFiles() throws IOException {
        Map<String, List<String>> regions = Regions.all();

        for (Page.Block block : blocks("java")) {
            assertThat(block.kind())
                    .as(
                            "%s: a Java block needs <!-- snippet: name --> or <!-- file: path --> on the line before it",
                            block.where())
                    .isIn("snippet", "file");
            List<String> source = block.kind().equals("file")
                    ? Files.readAllLines(Pages.ROOT.resolve(block.name()))
                    : regions.get(block.name());
            assertThat(source)
                    .as("%s: there is no region %s", block.where(), block.name())
                    .isNotNull();
            assertThat(String.join("\n", block.lines()))
                    .as("%s: %s reads differently", block.where(), block.name())
                    .isEqualTo(String.join("\n", source));
        }
    }

    @Test
    void regions_areShown() {
        Set<String> unused = new TreeSet<>(Regions.all().keySet());
        blocks("java").forEach(block -> unused.remove(block.name()));

        assertThat(unused).isEmpty();
    }

    @Test
    void sqlBlocks_areReadByTests() {
        String sources = Regions.sources().stream().flatMap(List::stream).collect(Collectors.joining("\n"));

        for (Page.Block block : blocks("sql")) {
            assertThat(block.kind())
                    .as("%s: an SQL block needs <!-- sql: name --> on the line before it", block.where())
                    .isEqualTo("sql");
            assertThat(sources).as(block.where()).contains("Pages.sql(\"" + block.name() + "\")");
        }
        Pages.blocks().stream()
                .filter(block -> block.kind().equals("sql-table"))
                .forEach(block ->
                        assertThat(sources).as(block.where()).contains("Pages.table(\"" + block.name() + "\")"));
    }

    @Test
    void labels_areUnique() {
        List<String> labels = Pages.blocks().stream()
                .filter(block -> !block.name().isEmpty())
                .map(block -> block.kind() + ": " + block.name())
                .sorted()
                .toList();
        List<String> twice = new ArrayList<>(labels);
        new HashSet<>(labels).forEach(twice::remove);

        assertThat(twice).isEmpty();
        assertThat(labels).isNotEqualTo(Collections.emptyList());
    }

    @Test
    void relativeLinks_leadSomewhere() {
        List<String> dead = new ArrayList<>();
        for (Page page : Pages.all()) {
            for (String link : page.links()) {
                if (!link.matches("\\w+:.*") && !isAlive(page, link)) {
                    dead.add(page.file() + ": " + link);
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    private static boolean isAlive(Page page, String link) {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty()
                ? Pages.ROOT.resolve(page.file())
                : Pages.ROOT.resolve(page.file()).resolveSibling(parts[0]).normalize();
        if (parts.length == 1) {
            return Files.exists(file);
        }
        return Pages.all().stream()
                .anyMatch(other -> Pages.ROOT.resolve(other.file()).equals(file)
                        && other.anchors().contains(parts[1]));
    }

    private static List<Page.Block> blocks(String language) {
        return Pages.blocks().stream()
                .filter(block -> block.language().equals(language))
                .toList();
    }
}
