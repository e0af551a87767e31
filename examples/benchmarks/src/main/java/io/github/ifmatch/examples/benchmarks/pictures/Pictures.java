package io.github.ifmatch.examples.benchmarks.pictures;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws {@code results/peers.tsv} and {@code results/start.tsv}, and puts their tables into the guide. Run in the module's folder;
 * overwrites {@code docs/images/benchmarks/} and the results in {@code docs/benchmarks.md}. For one thread at a time.
 */
public final class Pictures {

    static final Path RESULTS = Path.of("results");
    static final Path DOCS = Path.of("..", "..", "docs");
    static final Path PAGE = Path.of("benchmarks.md");
    static final Path IMAGES = Path.of("images", "benchmarks");

    private final PeerResults peers;
    private final StartResults start;

    private Pictures(PeerResults peers, StartResults start) {
        this.peers = peers;
        this.start = start;
    }

    static Pictures of(Path results) throws IOException {
        return new Pictures(
                new PeerResults(Tsv.rows(results.resolve("peers.tsv"))),
                new StartResults(Tsv.rows(results.resolve("start.tsv"))));
    }

    /** Draws everything anew, and removes pictures of what is no longer there. */
    public static void main(String[] arguments) throws IOException {
        Pictures pictures = of(RESULTS);
        Path folder = Files.createDirectories(DOCS.resolve(IMAGES));
        try (DirectoryStream<Path> old = Files.newDirectoryStream(folder, "*.svg")) {
            for (Path picture : old) {
                Files.delete(picture);
            }
        }
        for (Map.Entry<String, String> picture : pictures.drawn().entrySet()) {
            Files.writeString(folder.resolve(picture.getKey()), picture.getValue());
        }
        Path page = DOCS.resolve(PAGE);
        Files.writeString(page, pictures.on(new Page(Files.readString(page))).text());
        System.out.println(pictures.drawn().size() + " pictures in docs/images/benchmarks, tables in docs/benchmarks.md");
    }

    /** The pictures' texts by the files' names. */
    Map<String, String> drawn() {
        Map<String, String> drawn = new TreeMap<>();
        for (Theme theme : Theme.values()) {
            peers.charts().forEach(chart -> drawn.put(theme.file(chart), Drawing.svg(chart, theme)));
            start.charts().forEach(chart -> drawn.put(theme.file(chart), Drawing.svg(chart, theme)));
        }
        return drawn;
    }

    /** The page with the tables of these results. */
    Page on(Page page) {
        return page.with(peers.section()).with(start.section()).with(peers.losses());
    }
}
