package io.github.ifmatch.examples.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import io.github.ifmatch.examples.benchmarks.turns.Result;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program from end to end, its arguments, and what it counts. */
class PeersTest {

    @TempDir
    Path target;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    private int run(String... arguments) throws Exception {
        return Peers.run(new PrintStream(told, true, StandardCharsets.UTF_8), target, arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "--help, 3, 10, there are no options: --help",
        "(, 3, 10, contests must be a regular expression: (",
        "none, many, 10, JVMs must be a number from 1 to 99999: many",
        "none, 3, 0, seconds must be a number from 1 to 99999: 0"
    })
    void run_wrongArguments(String contests, String forks, String seconds, String message) throws Exception {
        assertThat(run(contests, forks, seconds)).isEqualTo(2);

        assertThat(told.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(message, Arguments.USAGE);
    }

    @Test
    void run_tooManyArguments() throws Exception {
        assertThat(run("h2", "find", "1", "1")).isEqualTo(2);

        assertThat(told.toString(StandardCharsets.UTF_8)).startsWith("there must be at most 3 arguments: 4");
    }

    @Test
    void run_none() throws Exception {
        assertThat(run("none")).isZero();

        assertThat(told.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(target).isEmptyDirectory();
    }

    @Tag("thorough")
    @Test
    void run_oneContest() throws Exception {
        assertThat(run("h2 batch 1000 stale", "1", "1"))
                .as(told.toString(StandardCharsets.UTF_8))
                .isZero();

        List<String> lines = Files.readAllLines(target.resolve("peers.tsv"));
        assertThat(lines).hasSize(2 + Way.values().length);
        assertThat(lines.get(0)).startsWith("# ").endsWith(", 1 JVMs of 1 s for each contest");
        assertThat(lines.get(1))
                .isEqualTo("workload\tdatabase\tway\tanswersRow\tperRowOutcome\tmicrosPerOperation\tratio\tratioLow"
                        + "\tratioHigh\tstatements\troundTrips\tbytes\tnote");
        assertThat(lines.get(2)).matches("batch 1000 stale\th2\tJDBC by hand\tyes\tyes\t[\\d.]+\t1.000\t1.000\t1.000\t"
                + "1010.00\t–\t\\d+\t");
        assertThat(lines)
                .contains("batch 1000 stale\th2\tEbean\t–\t–\t–\t–\t–\t–\t–\t–\t–\tone stale row fails the whole batch");
        assertThat(target.resolve("peers.md"))
                .content()
                .contains("| batch 1000 stale | h2 | Ifmatch | yes | yes | ");
    }

    @Test
    void line_parsed() {
        Heat.Line line = new Heat.Line(new Result("some way", 1.5, 1.25, 1_024), new Shop.Sent(2, 3.5));

        assertThat(Heat.Line.parse(line.text())).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({"UPDATE, JDBC, 1", "UPDATE, IFMATCH, 1", "CONFLICT, IFMATCH, 2", "BATCH_1000, EXECUTE_BATCH, 20"})
    void statements_h2(Workload workload, Way way, double statements) throws Exception {
        assertThat(sent("h2", workload, way)).isEqualTo(new Shop.Sent(statements, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE, JDBC, 1, 1",
        "UPDATE, IFMATCH, 1, 1",
        "CONFLICT, IFMATCH, 2, 2",
        "BATCH_1000, JDBC, 1, 2",
        "BATCH_1000, IFMATCH, 1, 2",
        "BATCH_1000, EBEAN, 20, 2"
    })
    void roundTrips_postgres(Workload workload, Way way, double statements, double roundTrips) throws Exception {
        assertThat(sent("postgresql", workload, way)).isEqualTo(new Shop.Sent(statements, roundTrips));
    }

    private static Shop.Sent sent(String database, Workload workload, Way way) throws Exception {
        Contest contest = new Contest(database, workload);
        try (Shop shop = Shop.counting(database, workload.shape())) {
            return Heat.count(shop, contest.open(way, shop, 0, 20));
        }
    }
}
