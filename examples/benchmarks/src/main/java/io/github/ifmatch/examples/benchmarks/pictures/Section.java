package io.github.ifmatch.examples.benchmarks.pictures;

/**
 * What one kind of results becomes in the guide. Immutable.
 *
 * @param name of the place in the page where the text goes
 */
record Section(String name, String text) {

    /** A picture in Markdown, for light and for dark pages. */
    static String picture(Chart chart) {
        String folder = "images/benchmarks/";
        return "<picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"" + folder + Theme.DARK.file(chart)
                + "\">\n  <img alt=\"" + (chart.title() + ". " + chart.description()).replace("\"", "&quot;")
                + "\" src=\"" + folder + Theme.LIGHT.file(chart) + "\" width=\"700\">\n</picture>\n";
    }
}
