package io.github.ifmatch.examples.benchmarks.pictures;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.CategoryLabelPosition;
import org.jfree.chart.axis.CategoryLabelPositions;
import org.jfree.chart.axis.CategoryLabelWidthType;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.text.TextBlockAnchor;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws a chart as SVG. For one thread at a time. */
final class Drawing {

    static final int FONT = 14;

    private static final int WIDTH = 700;
    private static final int HEAD = 66;
    private static final int ROW = 27;

    /** For the text beyond the longest bar. */
    private static final double ROOM = 1.2;

    private final Chart chart;
    private final Theme theme;

    private Drawing(Chart chart, Theme theme) {
        this.chart = chart;
        this.theme = theme;
    }

    static String svg(Chart chart, Theme theme) {
        return new Drawing(chart, theme).draw();
    }

    private String draw() {
        int height = HEAD + ROW * chart.bars().size() + 16;
        JFreeChart picture = new JFreeChart(null, new Letters(Font.PLAIN, FONT), plot(), false);
        picture.setBackgroundPaint(theme.background());
        picture.setPadding(new RectangleInsets(10, 14, 10, 10));
        TextTitle subtitle = title(chart.subtitle(), new Letters(Font.PLAIN, FONT - 1));
        subtitle.setPaint(theme.quietText());
        picture.setTitle(title(chart.title(), new Letters(Font.BOLD, FONT + 3)));
        picture.addSubtitle(subtitle);
        Canvas canvas = Canvas.of(WIDTH, height);
        picture.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, height));
        return canvas.svg(chart);
    }

    private TextTitle title(String text, Letters font) {
        TextTitle title = new TextTitle(text, font);
        title.setPaint(theme.text());
        title.setHorizontalAlignment(HorizontalAlignment.LEFT);
        title.setTextAlignment(HorizontalAlignment.LEFT);
        title.setPadding(new RectangleInsets(1, 0, 3, 0));
        return title;
    }

    private CategoryPlot plot() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        chart.bars().forEach(bar -> data.addValue(bar.value(), "time", bar.label()));
        CategoryPlot plot = new CategoryPlot(data, ways(), values(), new Bars(chart, theme));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setInsets(new RectangleInsets(8, 0, 0, 0));
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinesVisible(false);
        if (chart.line() > 0) {
            plot.addRangeMarker(new ValueMarker(chart.line(), theme.quietText(), dashes()), Layer.BACKGROUND);
        }
        return plot;
    }

    private static BasicStroke dashes() {
        return new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {3, 3}, 0);
    }

    private CategoryAxis ways() {
        CategoryAxis ways = new CategoryAxis();
        ways.setAxisLineVisible(false);
        ways.setTickMarksVisible(false);
        ways.setTickLabelPaint(theme.text());
        ways.setTickLabelFont(new Letters(Font.PLAIN, FONT));
        ways.setLabelFont(new Letters(Font.PLAIN, FONT));
        ways.setLowerMargin(0);
        ways.setUpperMargin(0);
        ways.setCategoryMargin(0.3);
        ways.setMaximumCategoryLabelWidthRatio(10);
        ways.setCategoryLabelPositions(CategoryLabelPositions.replaceLeftPosition(
                ways.getCategoryLabelPositions(),
                new CategoryLabelPosition(
                        RectangleAnchor.LEFT, TextBlockAnchor.CENTER_LEFT, CategoryLabelWidthType.RANGE, 10)));
        chart.bars().stream()
                .filter(Chart.Bar::isOurs)
                .forEach(bar -> ways.setTickLabelFont(bar.label(), new Letters(Font.BOLD, FONT)));
        return ways;
    }

    private NumberAxis values() {
        double longest = chart.bars().stream()
                .mapToDouble(bar -> Math.max(bar.value(), bar.high()))
                .max()
                .orElse(1);
        NumberAxis values = new NumberAxis();
        values.setRange(0, longest * ROOM);
        values.setTickLabelFont(new Letters(Font.PLAIN, FONT));
        values.setVisible(false);
        return values;
    }
}
