package io.github.ifmatch.examples.benchmarks.pictures;

import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** SVG whose bytes depend on what is drawn alone, not on this machine's fonts. For one thread at a time. */
final class Canvas extends SVGGraphics2D {

    private Canvas(SVGGeneratorContext context) {
        super(context, false);
    }

    static Canvas of(int width, int height) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document());
        context.setComment(null);
        context.setPrecision(2);
        Canvas canvas = new Canvas(context);
        canvas.setSVGCanvasSize(new Dimension(width, height));
        return canvas;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG_NAMESPACE_URI, SVG_SVG_TAG, null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public FontMetrics getFontMetrics(Font font) {
        if (font instanceof Letters letters) {
            return letters.metrics();
        }
        throw new IllegalStateException("drawn in a font of this machine's: " + font.getName());
    }

    /** All that was drawn, with what it is in words. */
    String svg(Chart chart) {
        Element root = getRoot();
        root.setAttribute("role", "img");
        root.setAttribute("viewBox", "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
        Node first = root.getFirstChild();
        root.insertBefore(words("title", chart.title()), first);
        root.insertBefore(words("desc", chart.description()), first);
        StringWriter text = new StringWriter();
        try {
            stream(root, text, false, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String svg = text.toString();
        return svg.substring(svg.indexOf("<svg")).replace("font-family=\"'Dialog'\"", "font-family=\"sans-serif\"") + "\n";
    }

    private Element words(String name, String text) {
        Element element = getDOMFactory().createElementNS(SVG_NAMESPACE_URI, name);
        element.setTextContent(text);
        return element;
    }
}
