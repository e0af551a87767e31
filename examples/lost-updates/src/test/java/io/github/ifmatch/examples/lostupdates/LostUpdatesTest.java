package io.github.ifmatch.examples.lostupdates;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LostUpdatesTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        CommandLine command = LostUpdates.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .execute(arguments);
    }

    @Test
    void run_inMemory_losesNothing() {
        int exitCode = run("--seconds", "1", "--editors", "4");

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .startsWith("H2 ")
                .contains("Round 1, last write wins", "Round 2, Ifmatch", "The proof:", "lost updates")
                .containsPattern("With Ifmatch: {4}0 lost updates; [\\d,]+ conflicts were told, and settled\\.")
                .doesNotContain("@|");
    }

    @Test
    void run_help_saysEveryOption() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--url", "--user", "--password", "--editors", "--seconds");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --editors 0          | --editors must be between 1 and 64: 0
                    --seconds 61         | --seconds must be between 1 and 60: 61
                    --seconds soon       | Invalid value for option '--seconds': 'soon' is not an int
                    --user ann           | --user and --password need --url
                    --nonsense           | Unknown option: '--nonsense'
                    """)
    void run_badArguments_saysWhichAndExitsWith2(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString().lines()).containsExactly(message, "Try --help.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void run_unreachableDatabase_saysSoInOneLineAndExitsWith1() {
        int exitCode = run("--url", "jdbc:postgresql://localhost:1/shop?password=secret");

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("lost-updates: cannot reach jdbc:postgresql://localhost:1/shop: ")
                .doesNotContain("secret");
    }

    @Test
    void run_noDriver_saysSoInOneLineAndExitsWith1() {
        assertThat(run("--url", "jdbc:nonsense:shop")).isEqualTo(1);

        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("lost-updates: cannot reach jdbc:nonsense:shop: ");
    }
}
