package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Fate;
import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Part;
import io.github.ifmatch.examples.twotabs.pages.edit.Submission;
import io.github.ifmatch.examples.twotabs.rules.Changed;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.Condition;
import io.github.ifmatch.examples.twotabs.rules.RuleState;
import io.github.ifmatch.examples.twotabs.rules.Side;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the conflict page. Immutable.
 *
 * @param side what is chosen, or suggested; null if that is still to be done
 * @param versions of a condition's row, in words; empty for a field
 * @param isChangedAgain whether theirs is not any more what it was when I chose
 * @param isMissing whether a choice was asked for, and not made
 */
record ConflictRow(
        Changed change,
        @Nullable Side side,
        List<Part> theirs,
        List<Part> mine,
        String versions,
        boolean isChangedAgain,
        boolean isMissing) {

    private static final String CONDITION = "condition-";

    static ConflictRow of(Changed change, Submission sent, Comparison comparison, boolean isChangedAgain) {
        return new ConflictRow(
                change,
                Optional.ofNullable(sent.choices().get(change.key()))
                        .or(change::suggestion)
                        .orElse(null),
                parts(change, change.theirs()),
                parts(change, change.mine()),
                versions(change, comparison),
                isChangedAgain,
                false);
    }

    ConflictRow withComplaint(boolean isAsked) {
        return new ConflictRow(change, side, theirs, mine, versions, isChangedAgain, isAsked && side == null);
    }

    /** Long texts are compared word by word; whatever is short reads better whole. */
    private static List<Part> parts(Changed change, @Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return change.key().equals("notes") && change.base() != null
                ? WordDiff.of(change.base(), text)
                : List.of(new Part(Fate.KEPT, text));
    }

    private static String versions(Changed change, Comparison comparison) {
        if (!change.key().startsWith(CONDITION)) {
            return "";
        }
        String key = change.key().substring(CONDITION.length());
        String was = version(comparison.base(), key);
        String now = version(comparison.theirs(), key);
        return was.equals(now) ? was : was.isEmpty() ? now : now.isEmpty() ? was : was + " → " + now;
    }

    private static String version(RuleState state, String key) {
        Condition condition = state.conditions().get(key);
        return condition == null ? "" : "version " + condition.version();
    }

    Kind kind() {
        return change.kind();
    }

    boolean isCondition() {
        return change.key().startsWith(CONDITION);
    }

    boolean isMineChosen() {
        return side == Side.MINE;
    }

    boolean isTheirsChosen() {
        return side == Side.THEIRS;
    }

    /** Who changed it, in words. */
    String verdict(String author) {
        return switch (kind()) {
            case CLASH -> "Both changed";
            case MINE -> "Only you changed";
            case THEIRS -> "Only " + author + " changed";
            default -> "Both changed alike";
        };
    }
}
