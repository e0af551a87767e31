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
    void follow_onATerminal_drawsABarInPlaceAndClearsIt() {
        Progress progress = new Progress(new Screen(new PrintWriter(told), Ansi.ON));

        progress.follow(shop.ledger, new Shift(Duration.ofSeconds(1)));

        String clearLine = "\r\u001b\\[K";
        assertThat(told.toString())
                .matches("(" + clearLine + " {3}[ \\d]{3}% \\[[=> ]{15,}] \\d/1 s \\(0:00:0\\d\\) .*)+" + clearLine
                        + "\r {79}\r")
                .contains("] 0/1 s (0:00:00)        0 updates       0 conflicts");
    }

    @Test
    void finish_saysWhatBecameOfTheRound() {
        Progress progress = new Progress(new Screen(new PrintWriter(told), Ansi.OFF));

        progress.finish(shop.ledger, Duration.ofSeconds(5));

        assertThat(told.toString())
                .isEqualToNormalizingNewlines("    5.0 s        0 updates acknowledged       0 conflicts\n");
    }
}
