package io.github.ifmatch.examples.reprice;

import io.github.ifmatch.batch.BatchReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: which database, how many products, how many editors.
 *
 * <p>For one thread at a time.
 */
@Command(
        name = "reprice",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description =
                "Reprices a catalogue from a CSV file while people keep editing it. Kill it and start it again: it goes on.",
        footer = "%nExit code: 0 if all counts add up, 1 if they do not or the database failed, 2 for bad arguments.")
public final class Reprice implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "<jdbc>",
            description =
                    "a PostgreSQL, such as jdbc:postgresql://localhost/test; its tables named reprice_… are made there."
                            + " Default: an H2 file in the directory")
    private @Nullable String url;

    @Option(names = "--user", description = "its user")
    private @Nullable String user;

    @Option(names = "--password", description = "the user's password")
    private @Nullable String password;

    @Option(
            names = "--directory",
            defaultValue = "target/reprice",
            description = "where prices.csv, refused.csv and the H2 file are; default: ${DEFAULT-VALUE}")
    private Path directory;

    @Option(names = "--products", defaultValue = "100000", description = "how many; default: ${DEFAULT-VALUE}")
    private int products;

    @Option(names = "--editors", defaultValue = "4", description = "how many people edit; default: ${DEFAULT-VALUE}")
    private int editors;

    @Option(
            names = "--rows-per-chunk",
            defaultValue = "1000",
            description = "how many rows are one transaction; default: ${DEFAULT-VALUE}")
    private int rowsPerChunk;

    @Option(names = "--again", description = "forget an earlier run: its tables in the database, and its files")
    private boolean isAgain;

    @Option(names = "--lines", description = "tell the progress in lines instead of a bar")
    private boolean inLines;

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
        return new CommandLine(new Reprice()).setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println("reprice: " + e.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    @Override
    public Integer call() throws SQLException, IOException {
        requirePositive("--products", products);
        requirePositive("--rows-per-chunk", rowsPerChunk);
        if (editors < 0) {
            throw new ParameterException(spec.commandLine(), "--editors must not be negative: " + editors);
        }
        Files.createDirectories(directory);
        PriceList prices = new PriceList(directory.resolve("prices.csv"));
        try (Store store = Store.open(url == null ? h2() : url, user, password, editors + 4)) {
            if (isAgain) {
                store.drop();
                Files.deleteIfExists(prices.file());
            }
            prices.writeIfAbsent(products);
            store.prepare(products);
            reprice(store, prices);
            return conclude(store, prices) ? 0 : 1;
        }
    }

    /** H2 writes a commit to its file half a second later by default: what a killed process has reported would be gone. */
    private String h2() {
        return "jdbc:h2:file:" + directory.toAbsolutePath().resolve("catalogue") + ";LOCK_TIMEOUT=10000;WRITE_DELAY=0";
    }

    private void requirePositive(String option, int value) {
        if (value < 1) {
            throw new ParameterException(spec.commandLine(), option + " must be at least 1: " + value);
        }
    }

    private void reprice(Store store, PriceList prices) throws IOException {
        long lines = prices.lines();
        long start = System.nanoTime();
        BatchReport report;
        try (Progress progress = new Progress(lines);
                Editors people = new Editors(store, editors, products)) {
            report = new Repricing(store, prices, rowsPerChunk, done -> {
                        people.follow(done);
                        progress.tell(done);
                    })
                    .run();
        }
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        out().printf(
                        Locale.ROOT,
                        "this run: %s, in %,d ms; %,d chunks, %,d tried again%n",
                        report,
                        millis,
                        report.chunks(),
                        report.retried());
    }

    private boolean conclude(Store store, PriceList prices) throws SQLException, IOException {
        Path refused = directory.resolve("refused.csv");
        RefusedFile.write(store, refused);
        out().println("all runs: " + store.state());
        out().println("refused: " + refused);
        List<String> wrong = new Audit(store, prices).run();
        wrong.forEach(what -> out().println("does not add up: " + what));
        out().println(wrong.isEmpty() ? "Every count adds up with the database: nothing lost, nothing twice." : "");
        out().flush();
        return wrong.isEmpty();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** A bar, or lines. For one thread at a time. */
    private final class Progress implements AutoCloseable {

        private final long lines;
        private final @Nullable ProgressBar bar;

        Progress(long lines) {
            this.lines = lines;
            this.bar = inLines
                    ? null
                    : new ProgressBarBuilder()
                            .setTaskName("repricing")
                            .setInitialMax(lines)
                            .setUpdateIntervalMillis(100)
                            .showSpeed()
                            .build();
        }

        void tell(long done) {
            if (bar != null) {
                bar.stepTo(done);
            } else {
                out().println(done + " of " + lines + " lines");
                out().flush();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
