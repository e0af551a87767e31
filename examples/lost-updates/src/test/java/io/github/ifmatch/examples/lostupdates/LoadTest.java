package io.github.ifmatch.examples.lostupdates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Help.Ansi;

class LoadTest {

    private final Shop shop = new Shop();
    private final StringWriter told = new StringWriter();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    @Timeout(30)
    void run_anEditorHasToStop_endsAtOnce() {
        Load load = new Load(shop.products, Shop.CATALOGUE, 2, Duration.ofMinutes(1));

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> load.run(
                        (changed, resolver) -> {
                            throw new Failure("the disk is full");
                        },
                        new Progress(new Screen(new PrintWriter(told), Ansi.OFF))))
                .withMessage("an editor had to stop: the disk is full");
    }

    @Test
    void finish_onATerminal_writesOverTheLine() {
        Screen screen = new Screen(new PrintWriter(told), Ansi.ON);

        new Progress(screen).finish(shop.ledger, Duration.ofSeconds(5));

        assertThat(told.toString())
                .isEqualToNormalizingNewlines(
                        "\r\u001b[K   [####################]  5.0 s        0 updates acknowledged       0 conflicts\n");
    }
}
