package io.github.ifmatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every public type of the API says in its Javadoc, in a fixed phrase, whether threads may share it. Exceptions need not, nor need the
 * engine, which is no API.
 */
class ThreadSafetyWordsTest {

    private static final Pattern PHRASE =
            Pattern.compile("\\b(Immutable|Thread-safe|For one thread at a time, like the connection)\\b");

    /** The Javadoc, if there is one, any annotations, and the declaration. */
    private static final Pattern PUBLIC_TYPE = Pattern.compile(
            "(?:/\\*\\*((?:(?!\\*/).)*)\\*/\\s*)?(?:^\\s*@\\w+(?:\\((?:[^()]|\\([^()]*\\))*\\))?\\s*\\n)*^\\s*public (?:(?:static|abstract|final|sealed|non-sealed) )*"
                    + "(?:class|interface|@interface|record|enum) (\\w+)",
            Pattern.DOTALL | Pattern.MULTILINE);

    @ParameterizedTest
    @ValueSource(strings = {"src/main/java", "../dialects/src/main/java"})
    void publicTypes_sayWhetherThreadsMayShareThem(String sources) throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : javaFiles(Path.of(sources))) {
            silentTypes(Files.readString(file)).forEach(type -> silent.add(file + ": " + type));
        }

        assertThat(silent).isEmpty();
    }

    @Test
    void silentTypes_findsThem() {
        String source = """
                /** Immutable. */
                public record A() {
                    /** Nothing about threads. */
                    @FunctionalInterface
                    public interface B {}
                    /** Thread-safe. */
                    @Configured(
                            after = {"x", "y"})
                    @Conditional(on = @Type("x"))
                    public interface D {}
                }
                public final class C {}
                public class DException {}
                class E {}
                """;

        assertThat(silentTypes(source)).containsExactly("B", "C");
    }

    private static List<String> silentTypes(String source) {
        List<String> silent = new ArrayList<>();
        Matcher type = PUBLIC_TYPE.matcher(source);
        while (type.find()) {
            String javadoc = type.group(1) == null ? "" : type.group(1).replaceAll("\\s+\\* ?", " ");
            boolean isException = type.group(2).endsWith("Exception");
            if (!isException && !PHRASE.matcher(javadoc).find()) {
                silent.add(type.group(2));
            }
        }
        return silent;
    }

    private static List<Path> javaFiles(Path sources) throws IOException {
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java")
                            && !file.toString().contains("/engine/"))
                    .toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }
}
