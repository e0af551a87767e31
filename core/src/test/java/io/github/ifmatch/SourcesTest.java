package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be read on a page. */
class SourcesTest {

    private static List<Path> files(String sources, String name) throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(sources))) {
            List<Path> files =
                    all.filter(file -> file.toString().endsWith(name)).toList();
            assertThat(files).isNotEmpty();
            return files;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../dialects/src/main/java"})
    void files_haveThreeHundredLinesAtMost(String sources) throws IOException {
        for (Path file : files(sources, ".java")) {
            assertThat(Files.readAllLines(file)).as(file.toString()).hasSizeLessThanOrEqualTo(300);
        }
    }

    /** What goes in, and what comes out; the root's is the map of the API besides. */
    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../dialects/src/main/java"})
    void packages_sayWhatGoesInAndWhatComesOut(String sources) throws IOException {
        for (Path file : files(sources, "package-info.java")) {
            List<String> words = Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(" * ") && !line.equals(" * "))
                    .toList();
            boolean isRoot = file.getParent().endsWith("ifmatch");
            assertThat(words.size()).as(file.toString()).isBetween(1, isRoot ? 25 : 6);
        }
    }
}
