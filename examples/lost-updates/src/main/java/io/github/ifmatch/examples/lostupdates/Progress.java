package io.github.ifmatch.examples.lostupdates;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** Follows a round: with a bar on a terminal, else with a plain line every 2 s. */
record Progress(Screen screen) {

    private static final Duration IN_PLACE = Duration.ofMillis(100);
    private static final Duration PLAIN = Duration.ofSeconds(2);
    private static final int WIDTH = 79;

    /** Returns when the shift is over. */
    void follow(Ledger ledger, Shift shift) {
        if (screen.isTerminal()) {
            try (ProgressBar bar = bar(shift.duration())) {
                bar.setExtraMessage(counts(ledger));
                every(IN_PLACE, shift, elapsed -> bar.stepTo(elapsed.toMillis()).setExtraMessage(counts(ledger)));
            }
        } else {
            every(PLAIN, shift, elapsed -> line(ledger, elapsed));
        }
    }

    /** The last line, once everybody has finished. */
    void finish(Ledger ledger, Duration duration) {
        line(ledger, duration);
    }

    /** A bar that is written in place, and gives way to the last line. */
    private ProgressBar bar(Duration total) {
        return ProgressBar.builder()
                .setTaskName("  ")
                .setInitialMax(total.toMillis())
                .setUnit(" s", 1_000)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) IN_PLACE.toMillis())
                .setConsumer(new DelegatingProgressBarConsumer(screen::inPlace, WIDTH))
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    private static void every(Duration step, Shift shift, Consumer<Duration> show) {
        for (Duration elapsed = step; shift.awaits(elapsed); elapsed = elapsed.plus(step)) {
            show.accept(elapsed);
        }
    }

    private void line(Ledger ledger, Duration elapsed) {
        screen.line(
                "   %4.1f s %,8d updates acknowledged %,7d conflicts",
                elapsed.toMillis() / 1000.0, ledger.writes(), ledger.conflicts());
    }

    private static String counts(Ledger ledger) {
        return String.format(Locale.ROOT, "%,8d updates %,7d conflicts", ledger.writes(), ledger.conflicts());
    }
}
