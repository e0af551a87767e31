package io.github.ifmatch.examples.campaign.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Draws the samples as a picture (SVG): a panel for each column, a line for each worker. */
public final class Plot {

    private static final int WIDTH = 720;
    private static final int PANEL = 130;
    private static final int LEFT = 60;
    private static final int TOP = 26;
    private static final List<String> COLOURS = List.of("#2563eb", "#d97706", "#059669", "#9333ea");

    private Plot() {}

    /** Writes the picture. */
    public static void write(Samples samples, Path svg) throws IOException {
        List<Sample> all = samples.all();
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" role=\"img\" aria-label=\"What the workers held during the soak\">\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n",
                WIDTH,
                PANEL * Sample.COLUMNS.size() + 24));
        for (int column = 0; column < Sample.COLUMNS.size(); column++) {
            panel(text, all, column);
        }
        long last = all.stream().mapToLong(Sample::seconds).max().orElse(0);
        text.append(label(WIDTH - 10, PANEL * Sample.COLUMNS.size() + 14, "end", last / 60 + " minutes"));
        Files.writeString(svg, text.append("</svg>\n"));
    }

    private static void panel(StringBuilder text, List<Sample> all, int column) {
        double most = all.stream()
                .mapToDouble(sample -> sample.values().get(column))
                .max()
                .orElse(1);
        double last = Math.max(1, all.stream().mapToLong(Sample::seconds).max().orElse(1));
        int bottom = PANEL * (column + 1);
        text.append(label(LEFT, bottom - PANEL + 16, "start", Sample.COLUMNS.get(column)));
        text.append(label(LEFT - 6, bottom - PANEL + TOP + 10, "end", String.format(Locale.ROOT, "%.0f", most)));
        text.append(label(LEFT - 6, bottom, "end", "0"));
        text.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#6b7280\"/>\n",
                LEFT, bottom - PANEL + TOP, bottom, WIDTH - 10));
        all.stream().map(Sample::worker).distinct().sorted().forEach(worker -> {
            StringBuilder points = new StringBuilder();
            all.stream().filter(sample -> sample.worker() == worker).forEach(sample -> points.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    LEFT + sample.seconds() / last * (WIDTH - LEFT - 10),
                    bottom - sample.values().get(column) / Math.max(1, most) * (PANEL - TOP))));
            text.append("<polyline fill=\"none\" stroke-width=\"1.5\" stroke=\"")
                    .append(COLOURS.get(worker % COLOURS.size()))
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n");
        });
    }

    private static String label(int x, int y, String anchor, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\" fill=\"#111827\">" + words
                + "</text>\n";
    }
}
