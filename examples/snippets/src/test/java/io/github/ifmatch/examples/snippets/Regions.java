package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The regions of the test sources, of the service on Spring Boot, and of the tests beside other libraries. */
final class Regions {

    private static final List<Path> SOURCES = List.of(
            Path.of("src/test/java"), Path.of("../spring-boot/src"), Path.of("../benchmarks/src/test/java"));
    private static final Pattern START = Pattern.compile("\\s*// region ([\\w-]+)");
    private static final Pattern END = Pattern.compile("\\s*// endregion");

    private Regions() {}

    /** The regions' lines by name, as far to the left as they go. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> regions = new TreeMap<>();
        for (List<String> source : sources()) {
            add(source, regions);
        }
        return regions;
    }

    /** The sources, line by line. */
    static List<List<String>> sources() {
        List<List<String>> sources = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readAllLines(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sources;
    }

    private static void add(List<String> source, Map<String, List<String>> regions) {
        for (int i = 0; i < source.size(); i++) {
            Matcher start = START.matcher(source.get(i));
            if (start.matches()) {
                int end = i + 1;
                while (!END.matcher(source.get(end)).matches()) {
                    end++;
                }
                List<String> other = regions.put(start.group(1), dedented(source.subList(i + 1, end)));
                assertThat(other).as("region %s, named twice", start.group(1)).isNull();
                i = end;
            }
        }
    }

    private static List<String> dedented(List<String> lines) {
        return String.join("\n", lines).stripIndent().lines().toList();
    }
}
