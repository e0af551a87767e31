package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.Context;
import io.github.ifmatch.Table;
import io.leangen.geantyref.TypeToken;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.h2.Driver;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Small programs as modules and on the class path, each compiled and run by itself: see the resources in consumers. */
@Tag("thorough")
class ModulePathTest {

    /** Compiled against these alone: none of the optional libraries and annotations is missed. */
    private static final String LIBRARIES = pathOf(Table.class, H2Dialect.class, LoggerFactory.class, Driver.class);

    /** Logback is there to show which dialect was found. */
    private static final String AT_RUN_TIME =
            String.join(File.pathSeparator, LIBRARIES, pathOf(Logger.class, Context.class));

    /** Jdbi, but none of the other optional libraries. */
    private static final String JDBI = pathOf(Jdbi.class, SqlObjectPlugin.class, TypeToken.class);

    private static final String WRITTEN = """
            inserted at version 1
            updated to version 2
            conflict at version 2
            """;

    @TempDir
    private Path classes;

    @Test
    void shop_onModulePath() throws Exception {
        compile(sources("shop"), "--module-path", LIBRARIES);

        String output = run("--module-path", classes + File.pathSeparator + AT_RUN_TIME, "--module", "shop/shop.Main");

        assertThat(output).contains("H2: H2 dialect");
        assertThat(printed(output))
                .isEqualTo(WRITTEN + "shop.closed.Safe cannot be read: module shop does not open its package."
                        + " Add \"opens shop.closed to io.github.ifmatch;\" to its module-info.java.\n");
    }

    @Test
    void shop_onClassPath() throws Exception {
        List<Path> sources = sources("shop");
        sources.removeIf(source -> source.endsWith("module-info.java"));
        compile(sources, "--class-path", LIBRARIES);

        String output = run("--class-path", classes + File.pathSeparator + AT_RUN_TIME, "shop.Main");

        assertThat(output).contains("H2: H2 dialect");
        assertThat(printed(output)).isEqualTo(WRITTEN + "class shop.closed.Safe is open\n");
    }

    @Test
    void dao_onModulePath() throws Exception {
        // Jdbi's class files name annotations that are not there
        compile(sources("dao"), "-Xlint:-classfile", "--module-path", LIBRARIES + File.pathSeparator + JDBI);

        String output = run(
                "--module-path",
                String.join(File.pathSeparator, classes.toString(), AT_RUN_TIME, JDBI),
                "--module",
                "dao/dao.Main");

        assertThat(printed(output)).isEqualTo("""
                        inserted at version 1
                        products 7 was changed by somebody else: expected version 1, current version 2. Nothing was written; \
                        current(Product.class) is the row as it now stands.
                        a bean at version 2
                        """);
    }

    private static String pathOf(Class<?>... types) {
        return Stream.of(types).map(ModulePathTest::locationOf).collect(Collectors.joining(File.pathSeparator));
    }

    private static String locationOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> sources(String consumer) throws IOException, URISyntaxException {
        Path declaration = Path.of(ModulePathTest.class
                .getResource("/consumers/" + consumer + "/module-info.java")
                .toURI());
        try (Stream<Path> files = Files.walk(declaration.getParent())) {
            return files.filter(Files::isRegularFile).collect(Collectors.toCollection(ArrayList::new));
        }
    }

    private void compile(Collection<Path> sources, String... specific) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> options = new ArrayList<>(List.of(specific));
        options.addAll(List.of("--release", "17", "-Xlint:all", "-Werror", "-d", classes.toString()));
        StringWriter complaints = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean isCompiled = compiler.getTask(
                            complaints, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();

            assertThat(isCompiled).as(complaints.toString()).isTrue();
        }
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(arguments));
        Path output = classes.resolveSibling(classes.getFileName() + ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** Without the lines of the log. */
    private static String printed(String output) {
        return output.lines()
                .filter(line -> !line.matches("\\d\\d:\\d\\d.*"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
