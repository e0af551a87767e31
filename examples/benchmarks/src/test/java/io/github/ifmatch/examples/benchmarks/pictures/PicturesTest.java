package io.github.ifmatch.examples.benchmarks.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** The pictures and tables of the guide are those of the results beside them; and what they show of some small results. */
class PicturesTest {

    private static final String PEERS = "workload\tdatabase\tway\tanswersRow\tperRowOutcome\tmicrosPerOperation\tratio\tratioLow"
            + "\tratioHigh\tstatements\troundTrips\tbytes\tnote\n"
            + "update\th2\tJdbi\tno\tno\t9.00\t1.8\t1.7\t1.9\t1\t1\t9000\t\n"
            + "update\th2\tJDBC by hand\tyes\tno\t5.00\t1\t1\t1\t1\t1\t5000\t\n"
            + "update\th2\tIfmatch\tyes\tyes\t5.50\t1.1\t1.05\t1.2\t1\t1\t6000\t\n"
            + "update\th2\tQuick & <odd>\tno\tno\t5.25\t1.05\t1.05\t1.05\t1\t–\t5500\tno check\n"
            + "update\th2\tAbsent\t–\t–\t–\t–\t–\t–\t–\t–\t–\tbatches only\n";

    @Test
    void docs_drawnOfTheResults() throws IOException {
        Map<String, String> committed = new TreeMap<>();
        try (Stream<Path> files = Files.list(Pictures.DOCS.resolve(Pictures.IMAGES))) {
            for (Path file : files.toList()) {
                committed.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        Page page = new Page(Files.readString(Pictures.DOCS.resolve(Pictures.PAGE)));
        Pictures pictures = Pictures.of(Pictures.RESULTS);

        assertThat(committed).isEqualTo(pictures.drawn());
        assertThat(page).as("run mvn -q -Ppictures").isEqualTo(pictures.on(page));
    }

    private static PeerResults peers(Path folder) throws IOException {
        Files.writeString(folder.resolve("peers.tsv"), PEERS);
        return new PeerResults(Tsv.rows(folder.resolve("peers.tsv")));
    }

    @Test
    void chart_shortestFirst(@TempDir Path folder) throws IOException {
        Chart chart = peers(folder).charts().get(0);

        assertThat(chart.name()).isEqualTo("update-h2");
        assertThat(chart.bars())
                .extracting(Chart.Bar::label)
                .containsExactly("JDBC by hand", "Quick & <odd>", "Ifmatch", "Jdbi");
        assertThat(chart.bars()).filteredOn(Chart.Bar::isOurs).hasSize(1);
    }

    /** Every bar is as long as its value, and every text is inside the picture. */
    @Test
    void svg_trueToTheValues(@TempDir Path folder) throws Exception {
        Chart chart = peers(folder).charts().get(0);

        Document svg = parsed(Drawing.svg(chart, Theme.LIGHT));

        Element picture = svg.getDocumentElement();
        assertThat(elements(svg, "title").get(0).getTextContent()).isEqualTo(chart.title());
        assertThat(elements(svg, "desc").get(0).getTextContent())
                .endsWith(". JDBC by hand 1.00, Quick & <odd> 1.05, Ifmatch 1.10, Jdbi 1.80.");
        assertThat(elements(svg, "text"))
                .extracting(Element::getTextContent)
                .contains("1.00", "1.05", "1.10", "1.80", "Ifmatch", "Quick & <odd>");
        assertThat(elements(svg, "text")).allSatisfy(text -> assertThat(Double.parseDouble(text.getAttribute("x")))
                .isBetween(5.0, Double.parseDouble(picture.getAttribute("width")) - 40));
        List<Double> lengths = elements(svg, "rect").stream()
                .filter(rect -> fill(rect).equals("rgb(129,139,152)") || fill(rect).equals("rgb(9,105,218)"))
                .map(rect -> Double.parseDouble(rect.getAttribute("width")))
                .toList();
        assertThat(lengths).hasSize(4);
        assertThat(lengths.get(3) / lengths.get(0)).isBetween(1.79, 1.81);
    }

    /** Its own, or that of what it is in. */
    private static String fill(Element element) {
        return element.hasAttribute("fill") ? element.getAttribute("fill") : fill((Element) element.getParentNode());
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
                .map(i -> (Element) found.item(i))
                .toList();
    }

    @Test
    void losses_othersThatAreFaster(@TempDir Path folder) throws IOException {
        PeerResults peers = peers(folder);

        assertThat(peers.losses().text()).contains("| Quick & <odd> | 0.95 | –; no check |").doesNotContain("Jdbi", "hand");
        assertThat(peers.section().text()).contains("| **Ifmatch** | 1.10 | 1.05 – 1.20 | 5.50 | 1 | 1 | 6000 | row, outcome |", "| Absent | – | – | – | – | – | – | takes no part: batches only |");
    }

    @Test
    void page_withoutThePlace() {
        Page page = new Page("before <!-- results:a -->old<!-- end --> after");

        assertThat(page.with(new Section("a", "new\n")).text())
                .isEqualTo("before <!-- results:a -->\n\nnew\n\n<!-- end --> after");
        assertThatThrownBy(() -> page.with(new Section("b", "new")))
                .hasMessage("no place <!-- results:b --> … <!-- end --> in the page");
    }

    @Test
    void tsv_unfit(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("some.tsv"), "a\tb\n1\n");

        assertThatThrownBy(() -> Tsv.rows(file)).hasMessage("some.tsv: 1 values under 2 names: 1");
        assertThatThrownBy(() -> new Tsv.Row("some.tsv", Map.of("a", "x")).number("b"))
                .hasMessage("some.tsv: no column b in [a]");
        assertThatThrownBy(() -> new Tsv.Row("some.tsv", Map.of("a", "x")).number("a"))
                .hasMessage("some.tsv: a is no number in {a=x}");
    }
}
