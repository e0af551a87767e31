package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The map of the source names every room, and nothing that is not there. */
class InsideTest {

    private static final Path MAIN = Pages.ROOT.resolve("core/src/main/java/io/github/ifmatch");

    /** A class, perhaps with a member of it. */
    private static final Pattern CLASS = Pattern.compile("([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?");

    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Page page = Pages.all().stream()
            .filter(each -> each.file().equals(Path.of("docs/inside.md")))
            .findFirst()
            .orElseThrow();

    @Test
    void classes_areInFilesOfTheirName() {
        Map<String, Set<String>> words = wordsByClass();

        assertThat(page.codes().stream().filter(code -> !isKnown(code, words))).isEmpty();
    }

    private static boolean isKnown(String code, Map<String, Set<String>> words) {
        Matcher named = CLASS.matcher(code);
        if (!named.matches()) {
            return true;
        }
        String member = named.group(2) == null ? named.group(1) : named.group(2);
        return words.getOrDefault(named.group(1), Set.of()).contains(member);
    }

    @Test
    void paths_exist() {
        assertThat(page.codes().stream()
                        .filter(code -> code.contains("/"))
                        .filter(path -> !Files.exists(MAIN.resolve(path)) && !Files.exists(Pages.ROOT.resolve(path))))
                .isEmpty();
    }

    @Test
    void rooms_areAllNamed() {
        List<String> codes = page.codes();

        assertThat(files(MAIN, "package-info.java")
                        .map(file -> MAIN.relativize(file.getParent()) + "/")
                        .filter(room -> !room.equals("/") && !codes.contains(room)))
                .isEmpty();
    }

    /** The words of each source file of core, of the dialects and of these tests. */
    private static Map<String, Set<String>> wordsByClass() {
        Map<String, Set<String>> words = new TreeMap<>();
        Stream.of("core/src", "dialects/src", "examples/snippets/src")
                .flatMap(folder -> files(Pages.ROOT.resolve(folder), ".java"))
                .forEach(file -> words.computeIfAbsent(
                                file.getFileName().toString().replace(".java", ""), name -> new HashSet<>())
                        .addAll(words(file)));
        return words;
    }

    private static List<String> words(Path file) {
        try {
            return WORD.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
