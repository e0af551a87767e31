package io.github.ifmatch.examples.benchmarks.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way's update, in this JVM; and the program from end to end. */
class StartTest {

    static Stream<String> ways() {
        return Way.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void update_eachWay_nextVersion(String way) throws Exception {
        FirstUpdate measured = FirstUpdate.of(way); // fails if the row is not stored at version 2

        assertThat(measured.nanos()).isPositive();
        assertThat(FirstUpdate.parse(measured.line())).isEqualTo(measured);
    }

    @Test
    void way_unknown() {
        assertThatThrownBy(() -> Way.named("JDO")).hasMessage("way must be one of " + Way.NAMES + ": JDO");
    }

    @Tag("thorough")
    @Test
    void run_twoWays(@TempDir Path target) throws Exception {
        Jdk jdk = Jdk.found().get(0);
        List<Kind> kinds = Kind.all(List.of(jdk), List.of("JDBC by hand", "Ifmatch"));
        ByteArrayOutputStream told = new ByteArrayOutputStream();

        new Start(new PrintStream(told, true, StandardCharsets.UTF_8), 1).run(kinds, target);

        assertThat(Files.readAllLines(target.resolve("start.tsv")))
                .hasSize(7)
                .anyMatch(line -> line.matches(jdk.version() + "\tapplication\tIfmatch\t[\\d.]+\t[\\d.]+\t[\\d.]+\t\\d+"));
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("| Ifmatch | ")
                .isEqualTo(Files.readString(target.resolve("start.md")));
    }

    @Test
    void figures_median() {
        Kind kind = new Kind(new Jdk("17.0.15", Path.of("jdk")), Kind.Sharing.OFF, "Jdbi");
        List<FirstUpdate> measured =
                List.of(new FirstUpdate(9_000_000, 12), new FirstUpdate(1_000_000, 10), new FirstUpdate(2_500_000, 11));

        Figures figures = Figures.of(kind, measured);

        assertThat(figures).isEqualTo(new Figures(kind, 2.5, 1, 9, 11));
        assertThat(Figures.tsv(List.of(figures)))
                .isEqualTo(
                        """
                        jdk\tcds\tway\tmillis\tmillisLow\tmillisHigh\tclasses
                        17.0.15\toff\tJdbi\t2.50\t1.00\t9.00\t11
                        """);
    }

    @Test
    void rounds_none() {
        assertThat(Start.rounds(new String[] {"none"})).isZero();
        assertThat(Start.rounds(new String[] {})).isEqualTo(10);
        assertThat(Start.rounds(new String[] {"3"})).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "ten", "3.5", ""})
    void rounds_noNumber(String argument) {
        assertThatThrownBy(() -> Start.rounds(new String[] {argument}))
                .hasMessage("the argument must be how many JVMs of each kind to start, at least 1, or none: " + argument);
    }
}
