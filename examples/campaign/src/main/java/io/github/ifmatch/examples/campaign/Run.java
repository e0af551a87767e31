package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.check.Checker;
import io.github.ifmatch.examples.campaign.check.FinalRow;
import io.github.ifmatch.examples.campaign.check.Finding;
import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.history.LogReader;
import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.report.Outcome;
import io.github.ifmatch.examples.campaign.report.Tally;
import io.github.ifmatch.examples.campaign.server.Cluster;
import io.github.ifmatch.examples.campaign.server.Sql;
import io.github.ifmatch.examples.campaign.soak.Samples;
import io.github.ifmatch.examples.campaign.work.Note;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The campaign on one database: epoch after epoch, in each of which the workers write while the saboteur breaks things, then all is healed,
 * and what was logged is held against the tables. For one thread at a time.
 */
final class Run {

    private static final List<String> TABLES = List.of("notes", "parts");
    private static final int QUIET_SECONDS = 20;
    private static final int SHOWN = 12;

    private final Cluster cluster;
    private final Path folder;
    private final Settings settings;
    private final FaultCounts counts;
    private final PrintWriter journal;
    private final Tally tally = new Tally();

    Run(Cluster cluster, Path folder, Settings settings, FaultCounts counts, PrintWriter journal) {
        this.cluster = cluster;
        this.folder = folder;
        this.settings = settings;
        this.counts = counts;
        this.journal = journal;
    }

    /** Goes on until the time is over, or something is found. */
    Outcome run() throws IOException, InterruptedException, SQLException {
        String version = cluster.version();
        Sql.execute(cluster, Note.TABLES.toArray(String[]::new));
        SplittableRandom random = new SplittableRandom(settings.seed());
        long begun = System.nanoTime();
        Samples samples;
        try (Crew crew = new Crew(folder, settings, counts)) {
            samples = crew.samples();
            for (int epoch = 1; isOpen(begun); epoch++) {
                epoch(crew, epoch, random.split());
                if (tally.findings() > 0) {
                    break;
                }
            }
        }
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        return new Outcome(cluster.name(), version, cluster.blame(), tally, counts, samples, duration, settings.seed());
    }

    private boolean isOpen(long begun) {
        return System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(settings.seconds());
    }

    private void epoch(Crew crew, int epoch, SplittableRandom random)
            throws IOException, InterruptedException, SQLException {
        List<Path> logs =
                crew.begin(epoch, cluster.url(), !cluster.name().contains("standby"), random.split());
        if (settings.faults()) {
            new Saboteur(cluster, crew, counts, journal, settings.planted() != Planted.NONE).work(epoch, settings.epochMillis(), random.split());
        }
        List<Finding> findings = new ArrayList<>(crew.await(epoch));
        cluster.cutOneOf(0, 0, 0);
        findings.addAll(quiet());
        findings.addAll(check(logs));
        report(epoch, findings);
        if (findings.isEmpty()) {
            for (Path log : logs) {
                Files.deleteIfExists(log);
            }
        }
        Sql.execute(cluster, "TRUNCATE TABLE notes", "TRUNCATE TABLE parts");
        cluster.heal();
    }

    /** A session that was cut off may still be at work; one that stays is a finding. */
    private List<Finding> quiet() throws InterruptedException, SQLException {
        List<String> sessions = cluster.sessions();
        for (int i = 0; i < 10 * QUIET_SECONDS && !sessions.isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(100);
            sessions = cluster.sessions();
        }
        return sessions.isEmpty()
                ? List.of()
                : List.of(new Finding(Finding.Kind.LEFT_OVER, "the server", "sessions are left: " + sessions));
    }

    private List<Finding> check(List<Path> logs) throws IOException, SQLException {
        Checker checker = new Checker(cluster.keepsWhatIsRead(), Note::bucketOf);
        for (Path log : logs) {
            if (Files.exists(log)) {
                LogReader.read(log, operation -> {
                    tally.add(operation);
                    checker.add(operation);
                });
            }
        }
        try (Connection connection = cluster.connect();
                Statement statement = connection.createStatement()) {
            for (int table = 0; table < TABLES.size(); table++) {
                try (ResultSet rows = statement.executeQuery(
                        "SELECT id, marks, bulk, seen, version FROM " + TABLES.get(table))) {
                    while (rows.next()) {
                        checker.add(new FinalRow(
                                table,
                                rows.getLong(1),
                                rows.getString(2),
                                rows.getLong(3),
                                rows.getLong(4),
                                rows.getLong(5)));
                    }
                }
            }
        }
        return checker.findings();
    }

    private void report(int epoch, List<Finding> findings) {
        for (Finding finding : findings) {
            if (cluster.isToBlameFor(finding.kind())) {
                tally.addDatabasesOwn();
            } else {
                tally.add(finding);
                if (tally.findings() <= SHOWN) {
                    journal.println("FOUND in epoch " + epoch + ": " + finding);
                }
            }
        }
        journal.println(cluster.name() + ", epoch " + epoch + ": " + tally.operations() + " writes, " + tally.findings()
                + " findings");
        journal.flush();
    }
}
