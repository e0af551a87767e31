package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Markdown pages of the project: README, docs, and the READMEs of the examples. */
final class Pages {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private Pages() {}

    /** The folders of the examples are not walked through: their tests run at the same time, with files that come and go. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.of(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "examples/README.md")
                                    .map(ROOT::resolve),
                            docs.filter(file -> file.toString().endsWith(".md")),
                            examples.map(example -> example.resolve("README.md"))
                                    .filter(Files::exists))
                    .flatMap(files -> files)
                    .sorted()
                    .map(Pages::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Page.Block> blocks() {
        return all().stream().flatMap(page -> page.blocks().stream()).toList();
    }

    /** The statements of an SQL block, each on one line. */
    static List<String> sql(String name) {
        String text = String.join("\n", block("sql", name).lines());
        return Arrays.stream(text.split(";"))
                .map(statement -> statement.trim().replaceAll("\\s+", " "))
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    /** The rows of a table: the code in the first cell, and the code in the others. */
    static Map<String, List<String>> table(String name) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String line : block("sql-table", name).lines()) {
            List<String> code =
                    CODE.matcher(line).results().map(MatchResult::group).toList();
            if (!code.isEmpty()) {
                List<String> bare =
                        code.stream().map(span -> span.replace("`", "")).toList();
                rows.put(bare.get(0), bare.subList(1, bare.size()));
            }
        }
        return rows;
    }

    private static Page.Block block(String kind, String name) {
        List<Page.Block> found = blocks().stream()
                .filter(block -> block.kind().equals(kind) && block.name().equals(name))
                .toList();
        assertThat(found).as("%s: %s", kind, name).hasSize(1);
        return found.get(0);
    }

    private static Page read(Path file) {
        try {
            return new Page(ROOT.relativize(file), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
