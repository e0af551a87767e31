package io.github.ifmatch.dialects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table of databases in the guide is that of the results, and no test of them failed. */
class EngineTableTest {

    private static final String HEADER =
            "test\tdatabase\tengine\tversion\tdriver\tdriverVersion\tdialect\tisolation\ttests\tpassed\tgated\tfailed\tlacks\n";

    private static final EngineTable EMPTY = new EngineTable(List.of());

    @Test
    void page_drawnOfTheResults() throws IOException {
        String page = Files.readString(EngineTable.PAGE);
        EngineTable table = EngineTable.read(EngineTable.FILE);

        assertThat(table.text()).isEqualTo(Files.readString(EngineTable.FILE));
        assertThat(page).as("run mvn -q -Pengines").isEqualTo(table.on(page));
    }

    @Test
    void results_nothingFailed() throws IOException {
        assertThat(EngineTable.read(EngineTable.FILE).lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line.get("failed")).as(line.get("test")).isEqualTo("0");
            assertThat(number(line, "passed") + number(line, "gated")).isEqualTo(number(line, "tests"));
        });
    }

    private static int number(EngineTable.Line line, String name) {
        return Integer.parseInt(line.get(name));
    }

    @Test
    void reports_newestOfEachTest_unlessItFailed(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("A.tsv"), HEADER + line("A", "One", "10.1", "own", "3\t2\t1\t0\tARRAYS REMOTE"));
        Files.writeString(folder.resolve("B.tsv"), HEADER + line("B", "One", "9.6", "own", "3\t3\t0\t0\t"));
        Files.writeString(folder.resolve("C.tsv"), HEADER + line("C", "JdbiOne", "9.6", "own", "3\t3\t0\t0\t"));
        Files.writeString(folder.resolve("D.tsv"), HEADER + line("D", "One", "9.5", "own", "3\t2\t0\t1\t"));
        Files.writeString(folder.resolve("E.tsv"), "test\tof\tan\tolder\tbuild\nE\t1\t2\t3\t4\n");
        EngineTable old = new EngineTable(List.of(
                EngineTable.Line.of(line("A", "One", "10.0", "own", "2\t2\t0\t0\tREMOTE")),
                EngineTable.Line.of(line("D", "One", "9.5", "own", "3\t3\t0\t0\t"))));

        EngineTable table = old.with(folder).with(folder.resolve("absent"));

        assertThat(table.on("before\n<!-- results:engines -->\nold\n<!-- end -->\nafter"))
                .isEqualTo("""
                        before
                        <!-- results:engines -->

                        | database | version | driver | dialect | isolation | tests | passed | gated |
                        |---|---|---|---|---|--:|--:|--:|
                        | Some | 9.6 | its driver 1 | own | SERIALIZABLE | 3 | 3 | 0 |
                        | Some | 10.1 | its driver 1 | own | SERIALIZABLE | 3 | 2 | 1 |

                        | database | versions | dialect | lacks, so that tests are gated |
                        |---|---|---|---|
                        | Some | 9.6 | own | nothing |
                        | Some | 10.1 | own | `ARRAYS`, `REMOTE` |

                        <!-- end -->
                        after""");
    }

    @Test
    void lacks_sameVersionTwice_saysWhich() {
        EngineTable table = new EngineTable(List.of(
                EngineTable.Line.of(line("A", "One", "9.6", "own", "3\t3\t0\t0\t")),
                EngineTable.Line.of(line("B", "One", "9.6", "own", "3\t2\t1\t0\tREMOTE"))));

        assertThat(table.on("<!-- results:engines -->\nold\n<!-- end -->")).contains("""
                        | Some | 9.6 (its driver, SERIALIZABLE) | own | nothing |
                        | Some | 9.6 (its driver, SERIALIZABLE) | own | `REMOTE` |
                        """);
    }

    private static String line(String test, String database, String version, String dialect, String rest) {
        return String.join("\t", test, database, "Some", version, "its driver", "1", dialect, "SERIALIZABLE", rest);
    }

    @Test
    void unfit() {
        assertThatThrownBy(() -> EMPTY.on("no place")).hasMessageStartingWith("no place <!-- results:engines --> …");
        assertThatThrownBy(() -> EngineTable.Line.of("a\tb")).hasMessage("2 values under 13 names: [a, b]");
    }
}
