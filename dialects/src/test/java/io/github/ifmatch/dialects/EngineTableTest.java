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
            "test\tdatabase\tengine\tversion\tdriver\tdriverVersion\tdialect\ttests\tpassed\tgated\tfailed\tlacks\n";

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
    void reports_newestOfEachTest(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("A.tsv"),
                HEADER + "A\tOne\tSome\t10.1\tits driver\t1\town\t3\t2\t1\t0\tARRAYS REMOTE\n");
        Files.writeString(folder.resolve("B.tsv"), HEADER + "B\tOne\tSome\t9.6\tits driver\t1\town\t3\t3\t0\t0\t\n");
        Files.writeString(
                folder.resolve("C.tsv"), HEADER + "C\tJdbiOne\tSome\t9.6\tits driver\t1\town\t3\t3\t0\t0\t\n");
        EngineTable old = new EngineTable(
                List.of(EngineTable.Line.of("A\tOne\tSome\t10.0\tits driver\t1\town\t2\t2\t0\t0\tREMOTE")));

        EngineTable table = old.with(folder).with(folder.resolve("absent"));

        assertThat(table.on("before\n<!-- results:engines -->\nold\n<!-- end -->\nafter"))
                .isEqualTo("before\n<!-- results:engines -->\n\n"
                        + "| database | version | driver | dialect | tests | passed | gated |\n"
                        + "|---|---|---|---|--:|--:|--:|\n"
                        + "| Some | 9.6 | its driver 1 | own | 3 | 3 | 0 |\n"
                        + "| Some | 10.1 | its driver 1 | own | 3 | 2 | 1 |\n"
                        + "\n"
                        + "| database | versions | dialect | lacks, so that tests are gated |\n"
                        + "|---|---|---|---|\n"
                        + "| Some | 9.6 | own | nothing |\n"
                        + "| Some | 10.1 | own | `ARRAYS`, `REMOTE` |\n"
                        + "\n<!-- end -->\nafter");
    }

    @Test
    void unfit() {
        assertThatThrownBy(() -> EMPTY.on("no place")).hasMessageStartingWith("no place <!-- results:engines --> …");
        assertThatThrownBy(() -> EngineTable.Line.of("a\tb")).hasMessage("2 values under 12 names: [a, b]");
    }
}
