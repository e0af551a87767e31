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
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The job beside its editors, from end to end; also killed in the middle, and started again. */
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

    /** The program is killed as a process is: whatever it was doing. */
    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void killed_goesOnWhereItWas(String database) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Reprice.class.getName()));
        command.addAll(arguments(database, "--again", "--products=20000", "--rows-per-chunk=100"));
        Process job = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
            String line = told.readLine();
            while (line != null && !line.startsWith("3000 of")) {
                line = told.readLine();
            }
            assertThat(line).isNotNull();
        } finally {
            job.destroyForcibly();
            assertThat(job.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        String told = run(0, arguments(database, "--products=20000"));

        assertThat(told).contains("20004 of 20004 lines", "Every count adds up with the database");
        assertThat(told).doesNotContain("\n0 of 20004 lines").doesNotContain("this run: 20004 rows");
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
