package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.fault.FaultCounts;
import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.report.Outcome;
import io.github.ifmatch.examples.campaign.report.Page;
import io.github.ifmatch.examples.campaign.report.Tables;
import io.github.ifmatch.examples.campaign.server.Cluster;
import io.github.ifmatch.examples.campaign.server.H2Cluster;
import io.github.ifmatch.examples.campaign.server.PostgresCluster;
import io.github.ifmatch.examples.campaign.server.Programs;
import io.github.ifmatch.examples.campaign.soak.Plot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The command line: which databases, for how long, by which seed.
 *
 * <p>For one thread at a time.
 */
@Command(
        name = "campaign",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = "Every write path from many threads and processes while everything is broken; each history is checked"
                + " against the tables.",
        footer = "%nExit code: 0 if nothing was found, 1 if something was, 2 for bad arguments.")
public final class Campaign implements Callable<Integer> {

    private static final long SOAK_EPOCH_SECONDS = 60;
    private static final long SAMPLE_MILLIS = 5_000;

    /** A database, and what stands beside it. */
    enum On {
        /** H2 in a file, behind its TCP server. */
        H2,
        /** PostgreSQL. */
        POSTGRESQL,
        /** PostgreSQL with a standby for which commits wait. */
        STANDBY,
        /** PostgreSQL with a standby for which they do not. */
        STANDBY_ASYNC
    }

    @Option(
            names = "--on",
            split = ",",
            defaultValue = "h2,postgresql",
            description = "databases: ${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}")
    private List<On> databases = List.of();

    @Option(names = "--seconds", defaultValue = "30", description = "for each database; default: ${DEFAULT-VALUE}")
    private long seconds;

    @Option(names = "--epoch", defaultValue = "8", description = "seconds of an epoch; default: ${DEFAULT-VALUE}")
    private long epochSeconds;

    @Option(names = "--workers", defaultValue = "3", description = "processes; default: ${DEFAULT-VALUE}")
    private int workers;

    @Option(names = "--threads", defaultValue = "8", description = "threads of each; default: ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--seed", defaultValue = "1", description = "what is broken when; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--no-faults", description = "nothing is broken")
    private boolean isHealthy;

    @Option(names = "--fsync", description = "PostgreSQL waits for the disk")
    private boolean isFsynced;

    @Option(names = "--planted", defaultValue = "NONE", description = "a fault to find: ${COMPLETION-CANDIDATES}")
    private Planted planted = Planted.NONE;

    @Option(names = "--planted-all", description = "plants each of them for a minute at most, on PostgreSQL")
    private boolean isEachPlanted;

    @Option(
            names = "--soak",
            paramLabel = "<minutes>",
            description = "in place of the campaign: nothing is broken, and what the workers hold must stay flat")
    private int soakMinutes;

    @Option(
            names = "--folder",
            paramLabel = "<folder>",
            description = "for logs and databases; default: a new one, removed if nothing is found")
    private @Nullable Path folder;

    @Option(
            names = "--write-docs",
            paramLabel = "<page>",
            description = "writes the tables into this page, docs/reliability.md")
    private @Nullable Path page;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean wantsHelp;

    /** Runs it and exits. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Campaign()).setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Path root = folder == null ? Files.createTempDirectory("ifmatch-campaign") : Files.createDirectories(folder);
        Settings settings = settings();
        PrintWriter journal = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        return isEachPlanted ? plant(root, settings, journal) : run(root, settings, journal);
    }

    private int plant(Path root, Settings settings, PrintWriter journal)
            throws IOException, InterruptedException, SQLException {
        PlantedFaults faults = new PlantedFaults(root, settings, journal);
        String table = faults.table();
        journal.println(table);
        if (page != null) {
            Page.write(page, "planted", table);
        }
        if (folder == null) {
            Programs.delete(root);
        }
        return faults.isEachFound() ? 0 : 1;
    }

    private int run(Path root, Settings settings, PrintWriter journal)
            throws IOException, InterruptedException, SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        for (On database : databases) {
            outcomes.add(run(database, Files.createDirectories(root.resolve(database.name())), settings, journal));
        }
        String tables = Tables.of(outcomes, arguments());
        journal.println(tables);
        long findings =
                outcomes.stream().mapToLong(outcome -> outcome.tally().findings()).sum();
        boolean isFlat = true;
        for (Outcome outcome : outcomes) {
            isFlat &= soakMinutes == 0 || isFlat(outcome, journal);
        }
        if (page != null && soakMinutes == 0) {
            Page.write(page, "campaign", tables);
        }
        if (findings > 0) {
            journal.println("The logs are in " + root);
        } else if (folder == null) {
            Programs.delete(root);
        }
        return findings > 0 || !isFlat ? 1 : 0;
    }

    private Settings settings() {
        boolean isSoak = soakMinutes > 0;
        return new Settings(
                isSoak ? 60L * soakMinutes : seconds,
                1_000 * (isSoak ? SOAK_EPOCH_SECONDS : epochSeconds),
                workers,
                threads,
                isSoak ? SAMPLE_MILLIS : 0,
                seed,
                !isHealthy && !isSoak,
                isFsynced,
                planted);
    }

    /** Writes what the workers held, and says what grew. */
    private boolean isFlat(Outcome outcome, PrintWriter journal) throws IOException {
        String name = "soak-" + outcome.database().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        Path images = page == null ? Path.of("") : page.resolveSibling("images");
        outcome.samples().write(images.resolve(name + ".tsv"));
        Plot.write(outcome.samples(), images.resolve(name + ".svg"));
        List<String> growth = outcome.samples().growth();
        growth.forEach(journal::println);
        return growth.isEmpty();
    }

    private String arguments() {
        String on = String.join(",", databases.stream().map(On::name).toList()).toLowerCase(Locale.ROOT);
        String time = soakMinutes > 0 ? " --soak " + soakMinutes : " --seconds " + seconds;
        return "--on " + on + time + " --workers " + workers + " --threads " + threads + " --seed " + seed;
    }

    static Outcome run(On database, Path at, Settings settings, PrintWriter journal)
            throws IOException, InterruptedException, SQLException {
        FaultCounts counts = new FaultCounts();
        try (Cluster cluster =
                switch (database) {
                    case H2 -> H2Cluster.create(at, counts, settings.seed());
                    case POSTGRESQL -> postgres(at, PostgresCluster.Standby.NONE, settings, counts);
                    case STANDBY -> postgres(at, PostgresCluster.Standby.SYNCHRONOUS, settings, counts);
                    case STANDBY_ASYNC -> postgres(at, PostgresCluster.Standby.ASYNCHRONOUS, settings, counts);
                }) {
            AtomicBoolean isEnding = new AtomicBoolean();
            Thread onExit = new Thread(() -> {
                isEnding.set(true);
                close(cluster);
            });
            Runtime.getRuntime().addShutdownHook(onExit);
            try {
                return new Run(cluster, at, settings, counts, journal).run();
            } finally {
                if (!isEnding.get()) {
                    Runtime.getRuntime().removeShutdownHook(onExit);
                }
            }
        }
    }

    /** By Ctrl-C no server stays. */
    private static void close(Cluster cluster) {
        try {
            cluster.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cluster postgres(Path at, PostgresCluster.Standby standby, Settings settings, FaultCounts counts)
            throws IOException, InterruptedException {
        return PostgresCluster.create(at, standby, settings.fsync(), counts, settings.seed());
    }
}
