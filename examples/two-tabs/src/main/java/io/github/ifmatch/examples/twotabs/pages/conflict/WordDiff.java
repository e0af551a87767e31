package io.github.ifmatch.examples.twotabs.pages.conflict;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import io.github.ifmatch.examples.twotabs.rules.RuleChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What became of a text, word by word. */
final class WordDiff {

    /** A character as people see it: no accent is parted from its letter, no emoji cut in two. */
    private static final Pattern CHARACTER = Pattern.compile("\\X");

    private WordDiff() {}

    /** How a part of the text fared. Immutable. */
    enum Fate {
        KEPT,
        REMOVED,
        ADDED
    }

    /** Some words that fared alike. Immutable. */
    record Part(Fate fate, String text) {

        boolean isRemoved() {
            return fate == Fate.REMOVED;
        }

        boolean isAdded() {
            return fate == Fate.ADDED;
        }
    }

    /**
     * The parts of both texts in order; each change first with what was removed, then with what was added.
     *
     * <p>A text that is too long to be stored is not compared by words, which could take minutes: the time grows with the product
     * of the lengths.
     */
    static List<Part> of(String before, String after) {
        if (Math.max(before.length(), after.length()) > RuleChecks.NOTES_LENGTH) {
            return List.of(new Part(Fate.REMOVED, before), new Part(Fate.ADDED, after));
        }
        List<String> from = words(before);
        List<String> to = words(after);
        Run run = new Run();
        int done = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(from, to).getDeltas()) {
            int start = delta.getSource().getPosition();
            run.keep(String.join("", from.subList(done, start)));
            run.change(
                    String.join("", delta.getSource().getLines()),
                    String.join("", delta.getTarget().getLines()));
            done = start + delta.getSource().size();
        }
        run.keep(String.join("", from.subList(done, from.size())));
        return run.parts();
    }

    /** Words, spaces, and single characters. A pattern of whole words would overflow the stack with a long one. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        for (String character :
                CHARACTER.matcher(text).results().map(MatchResult::group).toList()) {
            if (!word.isEmpty() && !isOneWord(word.codePointAt(0), character.codePointAt(0))) {
                words.add(word.toString());
                word.setLength(0);
            }
            word.append(character);
        }
        words.add(word.toString());
        return words;
    }

    private static boolean isOneWord(int first, int next) {
        return (Character.isLetterOrDigit(first) && Character.isLetterOrDigit(next))
                || (Character.isWhitespace(first) && Character.isWhitespace(next));
    }

    /** Collects the parts; changes with nothing but spaces between them read better as one. For one thread at a time. */
    private static final class Run {

        private final List<Part> parts = new ArrayList<>();
        private String removed = "";
        private String added = "";
        private String spaces = "";

        void keep(String text) {
            if (text.isBlank() && hasChange()) {
                spaces = text;
            } else {
                flush();
                add(Fate.KEPT, text);
            }
        }

        void change(String from, String to) {
            removed += (removed.isEmpty() ? "" : spaces) + from;
            added += (added.isEmpty() ? "" : spaces) + to;
            spaces = "";
        }

        List<Part> parts() {
            flush();
            return parts;
        }

        private boolean hasChange() {
            return !removed.isEmpty() && !added.isEmpty();
        }

        private void flush() {
            add(Fate.REMOVED, removed);
            add(Fate.ADDED, added);
            add(Fate.KEPT, spaces);
            removed = "";
            added = "";
            spaces = "";
        }

        private void add(Fate fate, String text) {
            if (!text.isEmpty()) {
                parts.add(new Part(fate, text));
            }
        }
    }
}
