package io.github.ifmatch.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page on verify lists the codes that there are, and a test finds each of them. */
class VerifyCodesTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[a-z].*?) \\| (error|warning|note)");
    private static final Pattern CODE = Pattern.compile("`([a-z-]+)`");
    private static final Pattern MADE = Pattern.compile("(?:error|warning|note)\\(\\s*\"([a-z]+(?:-[a-z]+)*)\"");

    @Test
    void codes_areThoseOfTheSources() throws IOException {
        Set<String> made = new TreeSet<>();
        for (Path module : modules()) {
            made.addAll(found(MADE, text(module.resolve("src/main/java"))));
        }

        assertThat(listed()).isEqualTo(made);
    }

    @Test
    void codes_areTested() throws IOException {
        String tests = modules().stream()
                .map(module -> text(module.resolve("src/test/java")))
                .collect(Collectors.joining());

        assertThat(listed())
                .isNotEmpty()
                .allSatisfy(code -> assertThat(Pattern.compile("[\" ]" + code + "[\":]")
                                .matcher(tests)
                                .find())
                        .as(code)
                        .isTrue());
    }

    private static Set<String> listed() throws IOException {
        String page = Files.readString(Pages.ROOT.resolve("docs/verify.md"));
        return found(ROW, page).stream()
                .flatMap(cell -> found(CODE, cell).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Path> modules() {
        return Set.of(Pages.ROOT.resolve("core"), Pages.ROOT.resolve("dialects"));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(VerifyCodesTest::first).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String first(MatchResult match) {
        return match.group(1);
    }

    private static String text(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
