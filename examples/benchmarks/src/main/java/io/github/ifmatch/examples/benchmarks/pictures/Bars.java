package io.github.ifmatch.examples.benchmarks.pictures;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/** Bars with whiskers, and with a text beyond both. For one thread at a time. */
final class Bars extends BarRenderer {

    private static final long serialVersionUID = 1;

    private static final int HALF_WHISKER = 4;
    private static final int GAP = 7;

    private final transient Chart chart;
    private final transient Theme theme;

    Bars(Chart chart, Theme theme) {
        this.chart = chart;
        this.theme = theme;
        setBarPainter(new StandardBarPainter());
        setShadowVisible(false);
        setMaximumBarWidth(1);
    }

    @Override
    public Paint getItemPaint(int row, int column) {
        return theme.bar(chart.bars().get(column));
    }

    @Override
    public void drawItem(
            Graphics2D canvas,
            CategoryItemRendererState state,
            Rectangle2D area,
            CategoryPlot plot,
            CategoryAxis ways,
            ValueAxis values,
            CategoryDataset data,
            int row,
            int column,
            int pass) {
        super.drawItem(canvas, state, area, plot, ways, values, data, row, column, pass);
        Chart.Bar bar = chart.bars().get(column);
        double middle = ways.getCategoryMiddle(column, data.getColumnCount(), area, plot.getDomainAxisEdge());
        double low = values.valueToJava2D(bar.low(), area, plot.getRangeAxisEdge());
        double high = values.valueToJava2D(bar.high(), area, plot.getRangeAxisEdge());
        canvas.setPaint(theme.text());
        if (high - low >= 1) {
            whisker(canvas, low, high, middle);
        }
        canvas.setFont(new Letters(bar.isOurs() ? Font.BOLD : Font.PLAIN, Drawing.FONT));
        write(canvas, bar.text(), (float) high + GAP, (float) middle);
    }

    /** On the background, so that no line goes through it. */
    private void write(Graphics2D canvas, String text, float x, float y) {
        canvas.setPaint(theme.background());
        canvas.fill(TextUtils.calcAlignedStringBounds(text, canvas, x, y, TextAnchor.HALF_ASCENT_LEFT));
        canvas.setPaint(theme.text());
        TextUtils.drawAlignedString(text, canvas, x, y, TextAnchor.HALF_ASCENT_LEFT);
    }

    private static void whisker(Graphics2D canvas, double low, double high, double middle) {
        canvas.setStroke(new BasicStroke(1.5f));
        canvas.draw(new Line2D.Double(low, middle, high, middle));
        canvas.draw(new Line2D.Double(low, middle - HALF_WHISKER, low, middle + HALF_WHISKER));
        canvas.draw(new Line2D.Double(high, middle - HALF_WHISKER, high, middle + HALF_WHISKER));
    }
}
