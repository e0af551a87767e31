package io.github.ifmatch.dialects.isolation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.testkit.isolation.Anomaly;
import io.github.ifmatch.testkit.isolation.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables in the guide are those of what was found, and what they promise is so in each of them. */
class IsolationTableTest {

    private static final String PLACES = """
            before
            <!-- results:isolation -->
            old
            <!-- end -->
            between
            <!-- results:anomalies -->
            old
            <!-- end -->
            after""";

    @Test
    void page_drawnOfWhatWasFound() throws IOException {
        String page = Files.readString(IsolationTable.PAGE);
        IsolationTable table = IsolationTable.read(IsolationTable.FILE);

        assertThat(table.text()).isEqualTo(Files.readString(IsolationTable.FILE));
        assertThat(page).as("run mvn -q -Pengines").isEqualTo(table.on(page));
    }

    @Test
    void findings_ofEachDatabase_everyAnomaly() throws IOException {
        List<Finding> findings = IsolationTable.read(IsolationTable.FILE).findings();

        assertThat(findings.stream().map(Finding::test).distinct())
                .containsExactlyInAnyOrder(
                        "DerbyAnomaliesTest",
                        "H2AnomaliesTest",
                        "HsqldbAnomaliesTest",
                        "MariaDbAnomaliesTest",
                        "PostgresAnomaliesTest",
                        "SqliteAnomaliesTest");
        assertThat(findings.size() % Anomaly.values().length).isZero();
    }

    /** What the page says in a sentence. */
    @Test
    void findings_lostUpdatesNeverWithIfmatch_alwaysByHandOverTwoTransactions() throws IOException {
        List<Finding> findings = IsolationTable.read(IsolationTable.FILE).findings();

        assertThat(findings)
                .filteredOn(finding -> finding.anomaly() == Anomaly.P4_LATER)
                .isNotEmpty()
                .allSatisfy(finding -> {
                    assertThat(finding.byHand()).isEqualTo("happens");
                    assertThat(finding.ifmatch()).isEqualTo("Conflict");
                });
        assertThat(findings)
                .filteredOn(finding -> finding.anomaly() == Anomaly.P4)
                .isNotEmpty()
                .noneMatch(finding -> Finding.happens(finding.ifmatch()));
        assertThat(findings)
                .filteredOn(finding -> finding.anomaly() == Anomaly.P4_REUSED)
                .isNotEmpty()
                .allMatch(finding -> finding.level().equals("READ UNCOMMITTED") || !Finding.happens(finding.ifmatch()));
    }

    @Test
    void reports_replaceWhatTheSameTestFound(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("B.tsv"),
                Finding.HEADER + "\n"
                        + Stream.of(Anomaly.values())
                                .map(anomaly -> line("B", "beta", anomaly, "happens", "Conflict", "Busy"))
                                .collect(joining("\n")));
        Files.writeString(
                folder.resolve("A.tsv"),
                Finding.HEADER + "\n"
                        + Stream.of(Anomaly.values())
                                .map(anomaly -> line("A", "Alpha", anomaly, "waits", "waits", ""))
                                .collect(joining("\n")));
        IsolationTable old =
                new IsolationTable(List.of(Finding.of(line("B", "beta", Anomaly.G0, "not seen", "not seen", ""))));

        IsolationTable table = old.with(folder).with(folder.resolve("absent"));

        assertThat(table.findings()).hasSize(2 * Anomaly.values().length);
        assertThat(table.on(PLACES)).startsWith("""
                        before
                        <!-- results:isolation -->

                        | database | isolation | lost update, by hand | with Ifmatch | over two transactions, by hand | with Ifmatch | write skew, by hand | with Ifmatch's writes | and `check` |
                        |---|---|---|---|---|---|---|---|---|
                        | Alpha | SNAPSHOT | waits | waits | waits | waits | waits | waits |  |
                        | beta | SNAPSHOT | **happens** | Conflict | **happens** | Conflict | **happens** | Conflict | Busy |

                        <!-- end -->
                        between
                        <!-- results:anomalies -->

                        ### Alpha 1

                        | anomaly | SNAPSHOT |
                        |---|---|
                        | G0: dirty write | waits |
                        | G1a: aborted read | waits |
                        """).contains("""

                        ### beta 1

                        | anomaly | SNAPSHOT |
                        |---|---|
                        | G0: dirty write | **happens** · Conflict · Busy |
                        """).endsWith("\n\n<!-- end -->\nafter");
    }

    private static String line(
            String test, String engine, Anomaly anomaly, String byHand, String ifmatch, String checked) {
        return new Finding(test, engine, "1", "SNAPSHOT", anomaly, byHand, ifmatch, checked).line();
    }

    @Test
    void unfit() {
        IsolationTable incomplete =
                new IsolationTable(List.of(Finding.of(line("A", "Alpha", Anomaly.P4, "waits", "waits", ""))));

        assertThatThrownBy(() -> new IsolationTable(List.of()).on("no place"))
                .hasMessageStartingWith("no place <!-- results:isolation --> …");
        assertThatThrownBy(() -> incomplete.on(PLACES)).hasMessage("nothing found of P4_LATER on Alpha, SNAPSHOT");
    }
}
