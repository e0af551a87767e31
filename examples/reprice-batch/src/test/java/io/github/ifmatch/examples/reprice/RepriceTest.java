package io.github.ifmatch.examples.reprice;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The job beside its editors, from end to end; also killed in the middle, and started again. */
@Tag("thorough")
class RepriceTest {

    private static EmbeddedPostgres postgres;

    @TempDir
    Path directory;

    @BeforeAll
    static void startServer() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        postgres.close();
    }

    private List<String> arguments(String database, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--lines", "--directory=" + directory));
        if (database.equals("PostgreSQL")) {
            arguments.add("--url=" + postgres.getJdbcUrl("postgres", "postgres"));
        }
        arguments.addAll(List.of(more));
        return arguments;
    }

    private static String run(int exitCode, List<String> arguments) {
        StringWriter out = new StringWriter();
        CommandLine command = Reprice.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));

        assertThat(command.execute(arguments.toArray(String[]::new)))
                .as(out.toString())
                .isEqualTo(exitCode);
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void run_countsAddUp(String database) throws IOException {
        String told = run(0, arguments(database, "--again", "--products=20000"));

        assertThat(told)
                .contains(
                        "20004 of 20004 lines", "Every count adds up with the database: nothing lost, nothing twice.");
        assertThat(Files.readAllLines(directory.resolve("refused.csv")))
                .startsWith("product,reason,list price,current price")
                .hasSizeGreaterThan(4)
                .filteredOn(line -> line.contains("missing"))
                .hasSizeGreaterThanOrEqualTo(4);

        assertThat(run(0, arguments(database, "--products=20000"))).contains("this run: 0 rows");
    }

    /** The program is killed as a process is: whatever it was doing. What it had told until then is not lost. */
    @Tag("thorough")
    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void killed_goesOnWhereItWas(String database) throws Exception {
        long told = killedAfter(1_000, arguments(database, "--again", "--products=8000", "--rows-per-chunk=100"));
        assertThat(told).isBetween(1_000L, 8_000L);

        String resumed = run(0, arguments(database, "--products=8000"));

        long begun = done(resumed.lines().findFirst().orElseThrow()).orElseThrow();
        assertThat(begun).isBetween(told, 8_000L);
        assertThat(resumed)
                .contains("8001 of 8001 lines")
                .contains("this run: " + (8_001 - begun) + " rows")
                .contains("Every count adds up with the database");
    }

    /** Runs the job as a process, kills it once it has told of so many lines, and answers the last of which it told. */
    private static long killedAfter(long lines, List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Reprice.class.getName()));
        command.addAll(arguments);
        Process job = new ProcessBuilder(command).redirectErrorStream(true).start();
        long told = 0;
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
            boolean isKilled = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                told = done(line).orElse(told);
                if (told >= lines && !isKilled) {
                    // by its handle: Process.destroyForcibly() would also close what it had still told
                    isKilled = job.toHandle().destroyForcibly();
                }
            }
        } finally {
            job.destroyForcibly();
            assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        return told;
    }

    /** How many lines are done, if the line tells; the last one of a killed process may be cut. */
    private static OptionalLong done(String line) {
        Matcher progress = Pattern.compile("(\\d+) of \\d+ lines").matcher(line);
        return progress.matches() ? OptionalLong.of(Long.parseLong(progress.group(1))) : OptionalLong.empty();
    }

    /** The audit is no formality: a price that is changed behind everybody's back is found. */
    @Test
    void lostUpdate_isFound() throws Exception {
        String told = run(0, arguments("H2", "--again", "--products=2000", "--editors=0"));
        assertThat(told).contains("2000 written");
        try (Store store = Store.open("jdbc:h2:file:" + directory.resolve("catalogue"), null, null, 2);
                var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE reprice_products SET price = 1.23, version = version + 1 WHERE id = 7");
        }

        assertThat(run(1, arguments("H2", "--products=2000", "--editors=0")))
                .contains("does not add up: steps of the versions: 2001 instead of 2000")
                .contains("does not add up: products without their new price: 1 instead of 0");
    }

    @Test
    void badArguments() {
        assertThat(run(2, List.of("--products=0"))).contains("--products must be at least 1: 0");
    }
}
