package io.github.ifmatch.examples.benchmarks.pictures;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;

/**
 * The reader's own sans-serif font, of which only its size is known: what is laid out by it is the same on every machine, whatever
 * fonts that has. Letters are taken to be as wide as in the wider ones of the usual fonts. Immutable.
 */
final class Letters extends Font {

    private static final long serialVersionUID = 1;

    private static final String NARROW = " .,:;'|!()-–ijlftrI1";
    private static final String WIDE = "mwMW@%—";

    Letters(int style, int size) {
        super(SANS_SERIF, style, size);
    }

    /** Never asks which fonts this machine has. */
    @Override
    public String getFamily() {
        return "sans-serif";
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new Line(text.length(), getSize());
    }

    FontMetrics metrics() {
        return new Widths(this);
    }

    private static double ems(char letter) {
        if (NARROW.indexOf(letter) >= 0) {
            return 0.38;
        }
        if (WIDE.indexOf(letter) >= 0) {
            return 0.95;
        }
        return Character.isUpperCase(letter) ? 0.7 : 0.6;
    }

    private static int ascent(int size) {
        return Math.round(size * 0.93f);
    }

    private static int descent(int size) {
        return Math.round(size * 0.24f);
    }

    /** Immutable. */
    private static final class Widths extends FontMetrics {

        private static final long serialVersionUID = 1;

        Widths(Font font) {
            super(font);
        }

        @Override
        public int stringWidth(String text) {
            double ems = text.chars().mapToDouble(letter -> ems((char) letter)).sum();
            return (int) Math.ceil(ems * font.getSize() * (font.isBold() ? 1.08 : 1.0));
        }

        @Override
        public int getAscent() {
            return ascent(font.getSize());
        }

        @Override
        public int getDescent() {
            return descent(font.getSize());
        }

        @Override
        public int getLeading() {
            return 0;
        }
    }

    /** Immutable. */
    private static final class Line extends LineMetrics {

        private final int letters;
        private final int size;

        Line(int letters, int size) {
            this.letters = letters;
            this.size = size;
        }

        @Override
        public int getNumChars() {
            return letters;
        }

        @Override
        public float getAscent() {
            return ascent(size);
        }

        @Override
        public float getDescent() {
            return descent(size);
        }

        @Override
        public float getLeading() {
            return 0;
        }

        @Override
        public float getHeight() {
            return getAscent() + getDescent();
        }

        @Override
        public int getBaselineIndex() {
            return ROMAN_BASELINE;
        }

        @Override
        public float[] getBaselineOffsets() {
            return new float[] {0, -getAscent() / 2, -getAscent()};
        }

        @Override
        public float getStrikethroughOffset() {
            return -getAscent() / 3;
        }

        @Override
        public float getStrikethroughThickness() {
            return 1;
        }

        @Override
        public float getUnderlineOffset() {
            return 1;
        }

        @Override
        public float getUnderlineThickness() {
            return 1;
        }
    }
}
