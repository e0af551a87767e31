package io.github.ifmatch.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes one text of another, by lines.
 *
 * <p>Myers' algorithm takes the product of lines and differences, so it is asked of short stretches alone. A long one is cut at the lines
 * that are in both texts but once, as many of them as stand in the same order (the longest ascending sequence, by piles of cards, as in
 * patience); where there are none, the one stretch replaces the other. For one thread at a time.
 */
final class LineDiff {

    /** Lines of both sides together up to which Myers' algorithm is asked: a few milliseconds. */
    private static final int SHORT = 1_000;

    private final List<String> base;
    private final List<String> text;
    private final List<Change> changes = new ArrayList<>();

    private LineDiff(List<String> base, List<String> text) {
        this.base = base;
        this.text = text;
    }

    /** Base lines {@code start} to before {@code end} become these. Immutable. */
    record Change(int start, int end, List<String> lines) {}

    /** The changes, ascending; no two of them touch. */
    static List<Change> of(List<String> base, List<String> text) {
        LineDiff diff = new LineDiff(base, text);
        diff.compare(new Stretch(0, base.size(), 0, text.size()));
        return diff.changes;
    }

    /** A part of the base, and the part of the text that it is compared with. */
    private record Stretch(int from, int to, int textFrom, int textTo) {

        boolean isOneSided() {
            return from == to || textFrom == textTo;
        }

        int lines() {
            return to - from + textTo - textFrom;
        }
    }

    private void compare(Stretch whole) {
        Stretch stretch = trimmed(whole);
        if (stretch.isOneSided()) {
            replace(stretch);
        } else if (stretch.lines() <= SHORT) {
            compareShort(stretch);
        } else {
            compareLong(stretch);
        }
    }

    /** Without the lines that are the same at both ends. */
    private Stretch trimmed(Stretch whole) {
        int from = whole.from;
        int textFrom = whole.textFrom;
        while (from < whole.to && textFrom < whole.textTo && isSame(from, textFrom)) {
            from++;
            textFrom++;
        }
        int to = whole.to;
        int textTo = whole.textTo;
        while (to > from && textTo > textFrom && isSame(to - 1, textTo - 1)) {
            to--;
            textTo--;
        }
        return new Stretch(from, to, textFrom, textTo);
    }

    private boolean isSame(int line, int textLine) {
        return base.get(line).equals(text.get(textLine));
    }

    private void compareShort(Stretch stretch) {
        List<String> part = base.subList(stretch.from, stretch.to);
        List<String> textPart = text.subList(stretch.textFrom, stretch.textTo);
        for (AbstractDelta<String> delta : DiffUtils.diff(part, textPart).getDeltas()) {
            int start = stretch.from + delta.getSource().getPosition();
            add(start, start + delta.getSource().size(), delta.getTarget().getLines());
        }
    }

    private void compareLong(Stretch stretch) {
        List<int[]> anchors = ascending(commonOnce(stretch));
        if (anchors.isEmpty()) {
            replace(stretch);
            return;
        }
        int from = stretch.from;
        int textFrom = stretch.textFrom;
        for (int[] anchor : anchors) {
            compare(new Stretch(from, anchor[0], textFrom, anchor[1]));
            from = anchor[0] + 1;
            textFrom = anchor[1] + 1;
        }
        compare(new Stretch(from, stretch.to, textFrom, stretch.textTo));
    }

    private void replace(Stretch stretch) {
        if (stretch.lines() > 0) {
            add(stretch.from, stretch.to, text.subList(stretch.textFrom, stretch.textTo));
        }
    }

    /** One that touches the last is part of it. */
    private void add(int start, int end, List<String> lines) {
        Change last = changes.isEmpty() ? null : changes.get(changes.size() - 1);
        if (last == null || last.end < start) {
            changes.add(new Change(start, end, lines));
            return;
        }
        List<String> both = new ArrayList<>(last.lines);
        both.addAll(lines);
        changes.set(changes.size() - 1, new Change(last.start, end, both));
    }

    /** The places of the lines that are once in either part: in the base, ascending, and in the text. */
    private List<int[]> commonOnce(Stretch stretch) {
        Map<String, Integer> places = once(base, stretch.from, stretch.to);
        Map<String, Integer> textPlaces = once(text, stretch.textFrom, stretch.textTo);
        List<int[]> common = new ArrayList<>();
        for (int place = stretch.from; place < stretch.to; place++) {
            String line = base.get(place);
            int only = places.getOrDefault(line, -1);
            int textPlace = textPlaces.getOrDefault(line, -1);
            if (only >= 0 && textPlace >= 0) {
                common.add(new int[] {place, textPlace});
            }
        }
        return common;
    }

    /** The place of each line; −1 if it has several. */
    private static Map<String, Integer> once(List<String> lines, int from, int to) {
        Map<String, Integer> places = new HashMap<>();
        for (int place = from; place < to; place++) {
            places.merge(lines.get(place), place, (one, other) -> -1);
        }
        return places;
    }

    /** The longest sequence that ascends in the text, too: each pair goes on the first pile whose last is not below it. */
    private static List<int[]> ascending(List<int[]> pairs) {
        int[] lasts = new int[pairs.size()];
        int[] piles = new int[pairs.size()];
        int[] before = new int[pairs.size()];
        int count = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int found = Arrays.binarySearch(lasts, 0, count, pairs.get(i)[1]);
            int pile = found < 0 ? -found - 1 : found;
            lasts[pile] = pairs.get(i)[1];
            piles[pile] = i;
            before[i] = pile == 0 ? -1 : piles[pile - 1];
            count = Math.max(count, pile + 1);
        }
        List<int[]> longest = new ArrayList<>();
        for (int i = count == 0 ? -1 : piles[count - 1]; i >= 0; i = before[i]) {
            longest.add(pairs.get(i));
        }
        Collections.reverse(longest);
        return longest;
    }
}
