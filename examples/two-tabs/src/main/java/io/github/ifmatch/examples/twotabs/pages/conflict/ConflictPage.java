package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.examples.twotabs.pages.Desk;
import io.github.ifmatch.examples.twotabs.pages.Frame;
import io.github.ifmatch.examples.twotabs.pages.edit.RuleForm;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.rules.Changed;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The page after a conflict: what we both started from, what they saved, what I typed, and what is to stand. Immutable.
 *
 * @param rows everything that either of us changed
 * @param base the rule as I first read it, signed
 * @param shown the rule as it is shown here beside mine, signed; my choices are written over this version, and no other
 * @param version of {@code shown}, signed
 * @param typed everything I typed, as fields by name
 * @param conditions the keys of the lines of conditions that I typed
 * @param isIncomplete whether I tried to apply my choices before I had made all
 */
record ConflictPage(
        Frame frame,
        long id,
        List<ConflictRow> rows,
        RuleState theirs,
        long myVersion,
        String base,
        String shown,
        String version,
        Map<String, String> typed,
        List<String> conditions,
        String draft,
        boolean isIncomplete) {

    /**
     * The page for what came back, beside what is stored now.
     *
     * @param current the rule as it is now; it may have changed again since it was last shown
     */
    static ConflictPage of(Frame frame, Desk desk, Submission sent, RuleState current, boolean isIncomplete) {
        Comparison comparison = new Comparison(sent.base(), sent.typed().state(), current);
        Set<String> changedAgain = changedAgain(sent, comparison);
        List<ConflictRow> rows = comparison.changes().stream()
                .map(change -> ConflictRow.of(change, sent, comparison, changedAgain.contains(change.key())))
                .map(row -> row.withComplaint(isIncomplete))
                .toList();
        return new ConflictPage(
                frame,
                sent.id(),
                rows,
                current,
                sent.base().rule().version(),
                desk.seal().seal(sent.base()),
                desk.seal().seal(current),
                desk.token(current),
                sent.form().fields(),
                sent.form().conditions().stream()
                        .map(RuleForm.ConditionForm::key)
                        .toList(),
                sent.draft(),
                isIncomplete);
    }

    /** What is not any more as it was when I chose. */
    private static Set<String> changedAgain(Submission sent, Comparison now) {
        RuleState shown = sent.shown();
        if (shown == null) {
            return Set.of();
        }
        Comparison then = new Comparison(sent.base(), sent.typed().state(), shown);
        Set<String> asBefore = then.changes().stream()
                .map(change -> change.key() + "=" + change.theirs())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return now.changes().stream()
                .filter(Changed::isTheirWork)
                .filter(change -> !asBefore.contains(change.key() + "=" + change.theirs()))
                .map(Changed::key)
                .collect(Collectors.toSet());
    }

    String name() {
        return theirs.rule().name();
    }

    String author() {
        return theirs.rule().updatedBy();
    }

    /** Whether it was I, in another tab or window. */
    boolean isOwn() {
        return author().equals(frame.who());
    }

    /** What the other side's values are called. */
    String theirsLabel() {
        return isOwn() ? "Saved meanwhile" : author() + "’s";
    }

    String time() {
        return Frame.time(theirs.rule().updatedAt());
    }

    long count(Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).count();
    }

    long changedAgain() {
        return rows.stream().filter(ConflictRow::isChangedAgain).count();
    }
}
