package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.edit.Choices;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.rules.Authors;
import io.github.ifmatch.examples.twotabs.rules.Changed;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The page after a conflict: what we both started from, what they saved, what I typed, and which to keep. Immutable.
 *
 * @param rows everything that either of us changed
 * @param sent what came back: everything that I typed and chose
 * @param theirs the rule as it is shown here beside mine; my choices are written over this version, and no other
 * @param base the rule as I first read it, signed
 * @param shown {@code theirs}, signed
 * @param version of {@code theirs}, signed
 * @param isIncomplete whether I tried to apply my choices before I had made all
 */
record ConflictPage(
        Frame frame,
        List<ConflictRow> rows,
        Submission sent,
        RuleState theirs,
        String base,
        String shown,
        String version,
        boolean isIncomplete) {

    /**
     * The page for what came back, beside what is stored now.
     *
     * @param current the rule as it is now; it may have changed again since it was last shown
     */
    static ConflictPage of(Frame frame, Desk desk, Submission sent, RuleState current, boolean isIncomplete) {
        Comparison comparison = new Comparison(sent.base(), sent.typed().state(), current);
        Authors authors = desk.rules().authors(sent.base(), current);
        Map<String, String> problems = sent.typed().problems();
        Predicate<Changed> isNew = isNew(sent);
        List<ConflictRow> rows = comparison.changes().stream()
                .map(change -> {
                    String who = change.isTheirs() ? authors.of(change) : current.rule().updatedBy();
                    Side side = sent.choices().orSuggestion(change).orElse(null);
                    return new ConflictRow(
                            change,
                            new Author(who, who.equals(frame.who())),
                            side,
                            isNew.test(change) || (side == null && sent.choices().has(change)),
                            isIncomplete && side == null,
                            problems.getOrDefault(change.key(), ""));
                })
                .toList();
        return new ConflictPage(
                frame,
                rows,
                sent,
                current,
                desk.seal().seal(sent.base()),
                desk.seal().seal(current),
                desk.token(current),
                isIncomplete);
    }

    /** Tells whether a question is not one of those that I was shown; where this is the first time, none is. */
    private static Predicate<Changed> isNew(Submission sent) {
        RuleState shown = sent.shown();
        if (shown == null) {
            return change -> false;
        }
        Set<String> then = new Comparison(sent.base(), sent.typed().state(), shown)
                .changes().stream().map(Changed::question).collect(Collectors.toSet());
        return change -> !then.contains(change.question());
    }

    long id() {
        return sent.id();
    }

    String name() {
        return theirs.rule().name();
    }

    /** Everything typed, as fields by name. */
    Map<String, String> typed() {
        return sent.form().fields();
    }

    /** The keys of the lines of conditions that I typed. */
    List<String> conditions() {
        return sent.form().conditionKeys();
    }

    /** Who changed it since I read it, each once. */
    private List<Author> authors() {
        List<Author> authors = rows.stream()
                .filter(row -> row.change().isTheirs())
                .map(ConflictRow::author)
                .distinct()
                .sorted(Comparator.comparing(Author::isMe).thenComparing(Author::who))
                .toList();
        return authors.isEmpty() ? List.of(lastAuthor()) : authors;
    }

    private Author lastAuthor() {
        String who = theirs.rule().updatedBy();
        return new Author(who, who.equals(frame.who()));
    }

    /** Who changed it since I read it, within a sentence. */
    String others() {
        List<String> names = authors().stream().map(Author::name).toList();
        String last = names.get(names.size() - 1);
        return names.size() == 1 ? last : String.join(", ", names.subList(0, names.size() - 1)) + " and " + last;
    }

    /** The same at the beginning of a sentence. */
    String whoSaved() {
        String others = others();
        return others.substring(0, 1).toUpperCase(Locale.ENGLISH) + others.substring(1);
    }

    /** Whether all of it was I, in another tab or window. */
    boolean isOwn() {
        return authors().stream().allMatch(Author::isMe);
    }

    /** What the other side's values are called. */
    String theirsLabel() {
        return isOwn()
                ? "Your other tab"
                : authors().size() == 1 ? authors().get(0).possessive() : "Theirs";
    }

    /** Whether more than one changed it. */
    boolean isOfSeveral() {
        return authors().size() > 1;
    }

    int count(Kind kind) {
        return (int) rows.stream().filter(row -> row.kind() == kind).count();
    }

    /** Whether somebody saved it after I had been shown this comparison. */
    boolean isSavedAgain() {
        RuleState seen = sent.shown();
        return seen != null && seen.rule().version() != theirs.rule().version();
    }

    int changedAgain() {
        return (int) rows.stream().filter(ConflictRow::isChangedAgain).count();
    }

    /** How many questions are new or others than before, and open. */
    int toChooseAgain() {
        return (int) rows.stream()
                .filter(row -> row.isChangedAgain() && row.side() == null)
                .count();
    }

    /** Whether what was removed and added is marked anywhere. */
    boolean hasMarks() {
        return rows.stream().anyMatch(ConflictRow::isComparedByWords);
    }

    boolean hasProblems() {
        return rows.stream().anyMatch(row -> !row.problem().isEmpty());
    }

    /** What is chosen or suggested, for a page that carries it along. */
    Map<String, String> choices() {
        Choices choices = Choices.none();
        for (ConflictRow row : rows) {
            Side side = row.side();
            choices = side == null ? choices : choices.with(row.change(), side);
        }
        return choices.fields();
    }
}
