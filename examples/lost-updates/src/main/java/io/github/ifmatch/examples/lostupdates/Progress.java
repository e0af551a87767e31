package io.github.ifmatch.examples.lostupdates;

import java.time.Duration;
import java.util.Locale;

/** One line that follows a round: in place on a terminal, else a plain line every 2 s. */
record Progress(Screen screen) {

    private static final Duration IN_PLACE = Duration.ofMillis(100);
    private static final Duration PLAIN = Duration.ofSeconds(2);
    private static final int WIDTH = 20;

    /** Returns when the shift is over. */
    void follow(Ledger ledger, Shift shift) {
        Duration step = screen.isTerminal() ? IN_PLACE : PLAIN;
        for (Duration elapsed = step; shift.awaits(elapsed); elapsed = elapsed.plus(step)) {
            show(line(ledger, elapsed, shift.duration()));
        }
    }

    /** The last line, once everybody has finished. */
    void finish(Ledger ledger, Duration duration) {
        show(line(ledger, duration, duration));
        if (screen.isTerminal()) {
            screen.line("");
        }
    }

    private void show(String line) {
        if (screen.isTerminal()) {
            screen.inPlace(line);
        } else {
            screen.line("%s", line);
        }
    }

    private static String line(Ledger ledger, Duration elapsed, Duration total) {
        int done = (int) (WIDTH * elapsed.toMillis() / total.toMillis());
        return String.format(
                Locale.ROOT,
                "   [%s%s] %4.1f s %,8d updates acknowledged %,7d conflicts",
                "#".repeat(done),
                ".".repeat(WIDTH - done),
                elapsed.toMillis() / 1000.0,
                ledger.writes(),
                ledger.conflicts());
    }
}
