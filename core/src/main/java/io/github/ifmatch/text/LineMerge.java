package io.github.ifmatch.text;

import io.github.ifmatch.MergeRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges two changes of one text by lines, as diff3 does: changes of lines that do not touch each other are both kept; lines
 * that both changed, or changes side by side, clash unless they are the same.
 *
 * <p>Line ends are kept as they are. A text that is null counts as empty, so that two texts written into an empty field
 * clash. Short texts are compared by java-diff-utils (Myers); long ones first by the lines that are in both but once, so that the time does
 * not grow with the square of the lines. Immutable.
 */
public final class LineMerge implements MergeRule<String> {

    /** A merge by lines. */
    public LineMerge() {}

    @Override
    public Merged<String> merge(@Nullable String base, @Nullable String mine, @Nullable String theirs) {
        List<String> lines = lines(base);
        List<Edit> edits = Stream.concat(edits(lines, mine, true), edits(lines, theirs, false))
                .sorted(Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end))
                .toList();
        StringBuilder merged = new StringBuilder();
        int done = 0;
        for (int from = 0; from < edits.size(); ) {
            List<Edit> cluster = cluster(edits, from);
            int start = cluster.get(0).start();
            int end = cluster.stream().mapToInt(Edit::end).max().orElse(start);
            Optional<String> text = text(lines, start, end, cluster);
            if (text.isEmpty()) {
                return Merged.clash();
            }
            append(merged, lines, done, start);
            merged.append(text.get());
            done = end;
            from += cluster.size();
        }
        append(merged, lines, done, lines.size());
        return Merged.of(merged.toString());
    }

    /** Base lines {@code start} to before {@code end}, replaced by one side. */
    private record Edit(int start, int end, List<String> lines, boolean isMine) {}

    private static List<String> lines(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)", -1));
    }

    private static Stream<Edit> edits(List<String> base, @Nullable String text, boolean isMine) {
        return LineDiff.of(base, lines(text)).stream()
                .map(change -> new Edit(change.start(), change.end(), change.lines(), isMine));
    }

    /** The edits from an index on that overlap or touch, directly or through others. */
    private static List<Edit> cluster(List<Edit> edits, int from) {
        List<Edit> cluster = new ArrayList<>();
        int end = edits.get(from).start();
        for (int i = from; i < edits.size() && edits.get(i).start() <= end; i++) {
            cluster.add(edits.get(i));
            end = Math.max(end, edits.get(i).end());
        }
        return cluster;
    }

    /** What becomes of the base lines of a cluster; empty if the two sides make something else of them each. */
    private static Optional<String> text(List<String> base, int start, int end, List<Edit> cluster) {
        boolean isOneSided = cluster.stream().map(Edit::isMine).distinct().count() == 1;
        String mine = side(base, start, end, cluster, true);
        String theirs = side(base, start, end, cluster, false);
        if (isOneSided) {
            return Optional.of(cluster.get(0).isMine() ? mine : theirs);
        }
        return mine.equals(theirs) ? Optional.of(mine) : Optional.empty();
    }

    private static String side(List<String> base, int start, int end, List<Edit> cluster, boolean isMine) {
        StringBuilder text = new StringBuilder();
        int done = start;
        for (Edit edit : cluster) {
            if (edit.isMine() == isMine) {
                append(text, base, done, edit.start());
                edit.lines().forEach(text::append);
                done = edit.end();
            }
        }
        append(text, base, done, end);
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> lines, int start, int end) {
        lines.subList(start, Math.max(start, end)).forEach(text::append);
    }
}
