package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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

    private static final Pattern ROOM = Pattern.compile("^\\| (`[a-z].*?) \\| ([0-9, ]+) \\|");
    private static final Pattern CODE = Pattern.compile("`[^`]+`");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

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

    /** A number that says about how many files a room has is no more than five off. */
    @Test
    void rooms_haveAboutAsManyFilesAsIsSaid() throws IOException {
        int rows = 0;
        for (String line : Files.readAllLines(Pages.ROOT.resolve(page.file()))) {
            Matcher row = ROOM.matcher(line);
            if (row.find()) {
                rows++;
                List<String> rooms = results(CODE, row.group(1));
                List<String> numbers = results(NUMBER, row.group(2));
                assertThat(numbers).as(line).hasSameSizeAs(rooms);
                for (int i = 0; i < rooms.size(); i++) {
                    assertThat(filesIn(rooms.get(i))).as(line).isCloseTo(Long.parseLong(numbers.get(i)), within(5L));
                }
            }
        }
        assertThat(rows).isGreaterThan(8);
    }

    private static List<String> results(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).toList();
    }

    private static long filesIn(String room) throws IOException {
        try (Stream<Path> files = Files.list(MAIN.resolve(room.replace("`", "")))) {
            return files.filter(file -> file.toString().endsWith(".java")).count();
        }
    }

    /** The words of each source file of core, of the dialects, of the model and of these tests. */
    private static Map<String, Set<String>> wordsByClass() {
        Map<String, Set<String>> words = new TreeMap<>();
        Stream.of("core/src", "dialects/src", "examples/model/src", "examples/snippets/src")
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
