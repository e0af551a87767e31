package io.github.ifmatch.examples.benchmarks.pictures;

import java.awt.Color;
import java.util.Locale;

/** The colours on a light and on a dark page; all stand out from their background by 3 to 1 at least. Immutable. */
enum Theme {
    LIGHT(0xffffff, 0x1f2328, 0x59636e, 0x0969da, 0x818b98),
    DARK(0x0d1117, 0xf0f6fc, 0x9198a1, 0x4493f8, 0x656c76);

    private final Color background;
    private final Color text;
    private final Color quietText;
    private final Color ours;
    private final Color others;

    Theme(int background, int text, int quietText, int ours, int others) {
        this.background = new Color(background);
        this.text = new Color(text);
        this.quietText = new Color(quietText);
        this.ours = new Color(ours);
        this.others = new Color(others);
    }

    /** The picture's file. */
    String file(Chart chart) {
        return chart.name() + "-" + name().toLowerCase(Locale.ROOT) + ".svg";
    }

    Color background() {
        return background;
    }

    Color text() {
        return text;
    }

    Color quietText() {
        return quietText;
    }

    Color bar(Chart.Bar bar) {
        return bar.isOurs() ? ours : others;
    }
}
