package io.github.ifmatch.examples.campaign.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The places of tables in docs/reliability.md: each between two marks. */
public final class Page {

    private Page() {}

    /**
     * Writes the tables where the page says {@code <!-- results:NAME -->}, up to {@code <!-- end:NAME -->}.
     *
     * @throws IOException if the page cannot be read or written, or has not both marks
     */
    public static void write(Path page, String name, String tables) throws IOException {
        String beginMark = "<!-- results:" + name + " -->";
        String endMark = "<!-- end:" + name + " -->";
        String text = Files.readString(page);
        int begin = text.indexOf(beginMark);
        int end = text.indexOf(endMark);
        if (begin < 0 || end < begin) {
            throw new IOException("page must have " + beginMark + " and " + endMark + ": " + page);
        }
        Files.writeString(
                page, text.substring(0, begin) + beginMark + "\n\n" + tables.strip() + "\n\n" + text.substring(end));
    }
}
