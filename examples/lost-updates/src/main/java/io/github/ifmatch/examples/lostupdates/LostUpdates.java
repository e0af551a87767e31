package io.github.ifmatch.examples.lostupdates;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: which database, how many editors, for how long.
 *
 * <p>For one thread at a time.
 */
@Command(
        name = "lost-updates",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = "Editors and a job change one catalogue at once: first the last write wins, then Ifmatch checks.",
        footer = "%nExit code: 0 if Ifmatch lost no update, 1 if it did or the database failed, 2 for bad arguments.")
public final class LostUpdates implements Callable<Integer> {

    private static final String IN_MEMORY = "jdbc:h2:mem:lost-updates;LOCK_TIMEOUT=10000";
    private static final String TABLE_IN_MEMORY = "products";
    private static final String TABLE_ELSEWHERE = "ifmatch_lost_updates_products";
    private static final int MOST_EDITORS = 64;
    private static final int MOST_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "<jdbc>",
            description = "a PostgreSQL, such as jdbc:postgresql://localhost/test; default: H2 in memory. The table "
                    + TABLE_ELSEWHERE + " is made there, and dropped at the end")
    private @Nullable String url;

    @Option(names = "--user", description = "its user")
    private @Nullable String user;

    @Option(names = "--password", description = "the user's password")
    private @Nullable String password;

    @Option(
            names = "--editors",
            defaultValue = "8",
            description = "how many editors, 1 to 64; default: ${DEFAULT-VALUE}")
    private int editors;

    @Option(
            names = "--seconds",
            defaultValue = "5",
            description = "how long each of the two rounds lasts, 1 to 60; default: ${DEFAULT-VALUE}")
    private int seconds;

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
        return new CommandLine(new LostUpdates())
                .setParameterExceptionHandler((e, arguments) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr().println(e.getMessage() + "\nTry --help.");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr()
                            .println("lost-updates: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public Integer call() {
        requireBetween("--editors", editors, MOST_EDITORS);
        requireBetween("--seconds", seconds, MOST_SECONDS);
        if (url == null && (user != null || password != null)) {
            throw new ParameterException(spec.commandLine(), "--user and --password need --url");
        }
        Screen screen = new Screen(
                spec.commandLine().getOut(), spec.commandLine().getColorScheme().ansi());
        String table = url == null ? TABLE_IN_MEMORY : TABLE_ELSEWHERE;
        try (HikariDataSource pool = Pool.open(url == null ? IN_MEMORY : url, user, password, editors + 1)) {
            Duration duration = Duration.ofSeconds(seconds);
            return new Story(pool, table, editors, duration, screen).tell().isClean() ? 0 : 1;
        }
    }

    private void requireBetween(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new ParameterException(spec.commandLine(), option + " must be between 1 and " + most + ": " + value);
        }
    }
}
