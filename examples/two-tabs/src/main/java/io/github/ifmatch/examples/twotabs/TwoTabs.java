package io.github.ifmatch.examples.twotabs;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.examples.twotabs.rules.Pool;
import io.github.ifmatch.examples.twotabs.wire.Origins;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line: which database, which port.
 *
 * <p>For one thread at a time.
 */
@Command(
        name = "two-tabs",
        usageHelpAutoWidth = true,
        sortOptions = false,
        description = "A web application in which two browser tabs edit the same row, and nobody's work is lost.",
        footer = "%nIt runs until Ctrl-C. Exit code: 1 if it could not start, 2 for bad arguments.")
public final class TwoTabs implements Callable<Integer> {

    private static final String IN_MEMORY = "jdbc:h2:mem:two-tabs;DB_CLOSE_DELAY=-1";
    private static final int KEY_BYTES = 32;
    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "<jdbc>",
            description = "a PostgreSQL, such as jdbc:postgresql://localhost/test; default: H2 in memory. The tables "
                    + "pricing_rules, rule_conditions, rule_changes, rule_creations and rule_drafts are made there, and stay")
    private @Nullable String url;

    @Option(names = "--user", description = "its user")
    private @Nullable String user;

    @Option(names = "--password", description = "the user's password")
    private @Nullable String password;

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "0 for any that is free; default: ${DEFAULT-VALUE}. The address is printed")
    private int port;

    @Option(
            names = "--origin",
            paramLabel = "<origin>",
            description = "what browsers call this server where a proxy serves it, such as https://rules.example; more "
                    + "than once for several. By other names than these and localhost it cannot be reached")
    private List<String> origins = new ArrayList<>();

    @Option(
            names = "--key",
            defaultValue = "${env:TWO_TABS_KEY}",
            description =
                    "what forms are signed with, at least 32 characters, so that forms outlive a restart; default: "
                            + "the variable TWO_TABS_KEY, else a random one for each start")
    private @Nullable String key;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean wantsHelp;

    /** Runs it. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TwoTabs())
                .setParameterExceptionHandler((e, arguments) -> {
                    CommandLine command = e.getCommandLine();
                    command.getErr().println(e.getMessage() + "\nTry --help.");
                    return command.getCommandSpec().exitCodeOnInvalidInput();
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    command.getErr()
                            .println("two-tabs: "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""));
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must be between 0 and " + LAST_PORT + ": " + port);
        }
        if (url == null && (user != null || password != null)) {
            throw new ParameterException(spec.commandLine(), "--user and --password need --url");
        }
        try (HikariDataSource pool = Pool.open(url == null ? IN_MEMORY : url, user, password);
                Server server = Server.start(pool, port, signingKey(), allowed())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(server.url());
            out.flush();
            CountDownLatch stopped = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown));
            stopped.await();
            return 0;
        }
    }

    private Origins allowed() {
        try {
            return Origins.of(origins);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--origin: " + e.getMessage());
        }
    }

    private byte[] signingKey() {
        if (key == null) {
            byte[] random = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(random);
            return random;
        }
        if (key.length() < KEY_BYTES) {
            throw new ParameterException(
                    spec.commandLine(), "--key must have at least " + KEY_BYTES + " characters: " + key.length());
        }
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
