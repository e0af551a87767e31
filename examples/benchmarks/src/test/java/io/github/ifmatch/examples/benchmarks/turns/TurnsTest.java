package io.github.ifmatch.examples.benchmarks.turns;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.examples.benchmarks.NeedsMariaDb;
import io.github.ifmatch.examples.benchmarks.Store;
import io.github.ifmatch.examples.benchmarks.batch.BatchUpdate;
import io.github.ifmatch.examples.benchmarks.batch.Ways;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openjdk.jmh.annotations.Param;

/** The program from end to end, a second each, batches in a small table; and what its figures are made of. */
class TurnsTest {

    private static String run(String contests) throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
        boolean isDone = new Turns(out, 1, 1, 2_000).run(Pattern.compile(contests));
        String text = told.toString(StandardCharsets.UTF_8);
        assertThat(isDone).as(text).isTrue();
        return text;
    }

    @Tag("thorough")
    @Test
    void singleRows() throws Exception {
        assertThat(run("h2 (conflict|delete)|postgresql update").lines())
                .filteredOn(line -> line.startsWith("| h2") || line.startsWith("| postgresql"))
                .hasSize(6)
                .allSatisfy(
                        line -> assertThat(line)
                                .matches(
                                        "\\| \\w+ \\w+ \\| (handwritten \\| [\\d.]+ \\| 1\\.00|ifmatch \\| [\\d.]+ \\| [\\d.]+) \\|.*"));
    }

    @ParameterizedTest
    @EnumSource
    void singleRows_eachWork(SingleRows.Work work) throws Exception {
        assertTurns("h2", work);
    }

    @ParameterizedTest
    @EnumSource
    void singleRows_eachWork_sqlite(SingleRows.Work work) throws Exception {
        assertTurns("sqlite", work);
    }

    @ParameterizedTest
    @EnumSource
    @NeedsMariaDb
    void singleRows_eachWork_mariaDb(SingleRows.Work work) throws Exception {
        assertTurns("mariadb", work);
    }

    private static void assertTurns(String database, SingleRows.Work work) {
        try (Store store = Store.open(database)) {
            SingleRows.Shelf shelf = new SingleRows.Shelf(store);
            for (String way : List.of("handwritten", "ifmatch", "handwritten")) {
                SingleRows turns = new SingleRows(work, shelf, store.products(way), 20);
                turns.prepare();

                assertThat(turns.turn()).isGreaterThanOrEqualTo(20); // the sum of the versions
            }
        }
    }

    /** The server is one for the run: the contest is told where it is. */
    @NeedsMariaDb
    @Test
    void mariaDb() throws Exception {
        assertThat(run("mariadb find")).contains("| mariadb find | handwritten |", "| mariadb find | ifmatch |");
    }

    @Tag("thorough")
    @Test
    void batch() throws Exception {
        assertThat(run("h2 batch"))
                .contains("| h2 batch | keys row by row |", "| h2 batch | Hibernate stateless |");
    }

    /** Those are tested to do the same work. */
    @Test
    void contests_ofKnownWays() throws Exception {
        List<String> known = new ArrayList<>();
        Stream.of(BatchUpdate.H2.class, BatchUpdate.Postgres.class)
                .flatMap(TurnsTest::ways)
                .forEach(known::add);
        known.addAll(Ways.ON_MARIADB);
        known.addAll(Ways.ON_SQLITE);

        assertThat(Contest.all())
                .hasSize(28)
                .filteredOn(contest -> contest.work().equals("batch"))
                .allSatisfy(contest -> assertThat(known).containsAll(contest.ways()));
    }

    private static Stream<String> ways(Class<?> benchmark) {
        try {
            return Stream.of(
                    benchmark.getField("way").getAnnotation(Param.class).value());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rounds_atLeastSoMany() throws Exception {
        AtomicInteger turns = new AtomicInteger();

        Rounds rounds = Rounds.of(List.of((Contestant) turns::incrementAndGet), Duration.ofNanos(1), 4);

        assertThat(turns).hasValue(8); // the warm-up as well
        assertThat(rounds.summary()).startsWith("4 rounds");
    }

    @Test
    void result_median() {
        assertThat(Result.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        Result result = new Result("some way", 1.5, 1.25, 1_024);
        assertThat(Result.parse(result.line() + "\t3.5")).isEqualTo(result);
    }
}
