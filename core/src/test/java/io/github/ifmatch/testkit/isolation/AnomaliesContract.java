package io.github.ifmatch.testkit.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.ifmatch.testkit.Contract;
import io.github.ifmatch.testkit.TestDatabase;
import io.github.ifmatch.testkit.TestDatabase.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestFactory;

/**
 * Every anomaly at every level that the database offers, by hand, with Ifmatch, and with checks: what Ifmatch promises is kept, nothing gets worse by it,
 * and it is as recorded. Writes what it finds into {@code target/isolation}, in a file named after the test class.
 *
 * <p>With {@code -Disolation.draw=true} it is not compared to what is recorded, so that it can be recorded anew.
 */
public abstract class AnomaliesContract extends Contract {

    private static final int SESSIONS = 3;

    private final Path recorded;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<Level, List<Connection>> connections = new HashMap<>();

    /** {@code recorded} is the file of what was found before; nothing is compared if there is none. */
    protected AnomaliesContract(TestDatabase database, Path recorded) {
        this.database = database;
        this.recorded = recorded;
    }

    /** Transfers between accounts. */
    @Nested
    class Transfers extends TransfersContract {}

    /** The levels to play at. Default: those of the standard that the database offers. */
    protected List<Level> levels() throws SQLException {
        try (Connection connection = database.connect()) {
            return Level.offeredBy(connection);
        }
    }

    @TestFactory
    Stream<DynamicNode> anomalies() throws SQLException {
        Item.create(database);
        Stream<DynamicNode> played = levels().stream()
                .map(level -> dynamicContainer(
                        level.name(),
                        Stream.of(Anomaly.values())
                                .map(anomaly -> dynamicTest(anomaly.name(), () -> found(level, anomaly)))));
        return Stream.concat(played, Stream.of(dynamicTest("the report", this::report)));
    }

    private void found(Level level, Anomaly anomaly) throws SQLException, IOException {
        String byHand = played(level, anomaly, Way.BY_HAND);
        String ifmatch = played(level, anomaly, Way.IFMATCH);
        String checked = played(level, anomaly, Way.CHECKED);
        Finding finding = finding(level, anomaly, byHand, ifmatch, checked);
        findings.add(finding);

        promised(level, finding);
        if (anomaly == Anomaly.G2_ITEM) {
            assertThat(played(level, anomaly, Way.TOUCHED)).isNotEqualTo(Play.HAPPENS);
        }
        if (Files.exists(recorded) && !Boolean.getBoolean("isolation.draw")) {
            assertThat(Files.readAllLines(recorded).stream()
                            .skip(1)
                            .map(Finding::of)
                            .filter(finding::isOfTheSameAs)
                            .map(Finding::endings))
                    .as("recorded in %s: by hand, with Ifmatch, with checks", recorded)
                    .containsExactly(finding.endings());
        }
    }

    private void promised(Level level, Finding finding) {
        if (!Finding.happens(finding.byHand())) {
            assertThat(finding.ifmatch()).isNotEqualTo(Play.HAPPENS);
        }
        boolean isPromised = switch (finding.anomaly().promise()) {
            case NOTHING, CHECKED -> false;
            case WRITES -> true;
            case CLEAN_WRITES -> !level.isDirty();
        };
        if (isPromised) {
            assertThat(finding.ifmatch()).isNotEqualTo(Play.HAPPENS);
        }
        if (finding.anomaly().promise() == Anomaly.Promise.CHECKED) {
            assertThat(finding.checked()).isNotEmpty();
            if (database.has(Feature.LOCKING_READS)) {
                assertThat(finding.checked()).isNotEqualTo(Play.HAPPENS);
            }
        }
    }

    /** What became of it; empty if there is nothing to check. */
    private String played(Level level, Anomaly anomaly, Way way) throws SQLException {
        Item.reset(database);
        List<Connection> open = connections.get(level);
        if (open == null) {
            open = opened(level);
            connections.put(level, open);
        }
        try (Play play = new Play(database, way, open)) {
            BooleanSupplier happened = anomaly.play(play);
            String ending = play.ending(happened);
            return way == Way.CHECKED && !play.isCheckAsked() ? "" : ending;
        } finally {
            for (Connection connection : open) {
                connection.rollback();
            }
        }
    }

    private List<Connection> opened(Level level) throws SQLException {
        List<Connection> opened = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            Connection connection = database.connect();
            level.on(connection);
            opened.add(connection);
        }
        return opened;
    }

    @AfterEach
    void closeAll() throws SQLException {
        for (List<Connection> open : connections.values()) {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    private Finding finding(Level level, Anomaly anomaly, String byHand, String ifmatch, String checked)
            throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            DatabaseMetaData data = connection.getMetaData();
            return new Finding(
                    getClass().getSimpleName(),
                    database.serverName(data),
                    database.serverVersion(data),
                    level.name(),
                    anomaly,
                    byHand,
                    ifmatch,
                    checked);
        }
    }

    private void report() throws IOException, SQLException {
        assertThat(findings).hasSize(levels().size() * Anomaly.values().length);
        Path build = Path.of("target");
        if (Files.isDirectory(build)) {
            Path folder = Files.createDirectories(build.resolve("isolation"));
            Files.write(
                    folder.resolve(getClass().getSimpleName() + ".tsv"),
                    Stream.concat(Stream.of(Finding.HEADER), findings.stream().map(Finding::line))
                            .toList());
        }
    }
}
