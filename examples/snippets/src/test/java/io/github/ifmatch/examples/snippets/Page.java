package io.github.ifmatch.examples.snippets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Markdown page, by its blocks, tables and links. Immutable. */
record Page(Path file, List<String> lines) {

    private static final Pattern FENCE = Pattern.compile("\\s*```(\\w*)\\s*");
    private static final Pattern LABEL = Pattern.compile("\\s*<!-- (snippet|file|sql|sql-table): ([\\w./-]+) -->\\s*");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /**
     * A fenced block, or a table.
     *
     * @param kind what its label says it is: snippet, file, sql, sql-table; empty without one
     * @param name the label's name; empty without one
     * @param language the fence's language; empty for a table
     */
    record Block(Path file, int line, String kind, String name, String language, List<String> lines) {

        String where() {
            return file + ":" + line;
        }
    }

    /** The fenced blocks, and the tables that carry a label. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            Matcher label = LABEL.matcher(i == 0 ? "" : lines.get(i - 1));
            boolean isLabelled = label.matches();
            boolean isFence = fence.matches();
            if (!isFence && !(isLabelled && lines.get(i).startsWith("|"))) {
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !isEnd(lines.get(end), isFence)) {
                end++;
            }
            blocks.add(new Block(
                    file,
                    i + 1,
                    isLabelled ? label.group(1) : "",
                    isLabelled ? label.group(2) : "",
                    isFence ? fence.group(1) : "",
                    lines.subList(isFence ? i + 1 : i, end)));
            i = end;
        }
        return blocks;
    }

    private static boolean isEnd(String line, boolean isFence) {
        return isFence ? FENCE.matcher(line).matches() : !line.startsWith("|");
    }

    /** The targets of the links, outside of fenced blocks. */
    List<String> links() {
        return found(LINK);
    }

    /** What stands in backticks, outside of fenced blocks. */
    List<String> codes() {
        return found(CODE);
    }

    private List<String> found(Pattern pattern) {
        List<String> found = new ArrayList<>();
        boolean isInFence = false;
        for (String line : lines) {
            isInFence ^= FENCE.matcher(line).matches();
            Matcher match = pattern.matcher(line);
            while (!isInFence && match.find()) {
                found.add(match.group(1));
            }
        }
        return found;
    }

    /** The anchors of the headings, as GitHub makes them. */
    List<String> anchors() {
        return lines.stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(java.util.Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
                .toList();
    }
}
