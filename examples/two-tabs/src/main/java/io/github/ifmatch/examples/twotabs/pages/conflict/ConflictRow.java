package io.github.ifmatch.examples.twotabs.pages.conflict;

import io.github.ifmatch.Difference.Kind;
import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Fate;
import io.github.ifmatch.examples.twotabs.pages.conflict.WordDiff.Part;
import io.github.ifmatch.examples.twotabs.pages.edit.Choices;
import io.github.ifmatch.examples.twotabs.rules.Changed;
import io.github.ifmatch.examples.twotabs.rules.Side;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the conflict page. Immutable.
 *
 * @param author who made theirs what it is
 * @param side what is chosen, or suggested; null if that is still to be done
 * @param isChangedAgain whether it is not any more what it was when I chose
 * @param isMissing whether a choice was asked for, and not made
 * @param problem with the text that I merged by hand; empty if there is none
 */
record ConflictRow(
        Changed change,
        Author author,
        @Nullable Side side,
        boolean isChangedAgain,
        boolean isMissing,
        String problem) {

    List<Part> theirs() {
        return parts(change.theirs());
    }

    List<Part> mine() {
        return parts(change.mine());
    }

    /** Long texts are compared word by word; whatever is short reads better whole. */
    private List<Part> parts(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        return isComparedByWords()
                ? WordDiff.of(String.valueOf(change.base()), text)
                : List.of(new Part(Fate.KEPT, text));
    }

    boolean isComparedByWords() {
        return change.key().equals("notes");
    }

    Kind kind() {
        return change.kind();
    }

    /** The kind, as a class of the style sheet. */
    String style() {
        return (change.isClash() ? "clash" : "") + (isMissing ? " missing" : "");
    }

    /** Whether they left it as it was. */
    boolean isOnlyMine() {
        return kind() == Kind.MINE;
    }

    /** Whether I left it as it was. */
    boolean isOnlyTheirs() {
        return kind() == Kind.THEIRS;
    }

    boolean isMineChosen() {
        return side == Side.MINE && problem.isEmpty();
    }

    boolean isTheirsChosen() {
        return side == Side.THEIRS;
    }

    /** Whether the two are texts that can be merged by hand. */
    boolean isText() {
        return Choices.TEXTS.contains(change.key()) && (change.isClash() || !problem.isEmpty());
    }

    /** Whether it is still to be chosen. */
    boolean isOpen() {
        return side == null && problem.isEmpty();
    }

    /** {@code true}, or null where nothing is wrong. */
    @Nullable
    String invalid() {
        return problem.isEmpty() ? null : "true";
    }

    /** The id of the problem's text, or null. */
    @Nullable
    String problemId() {
        return problem.isEmpty() ? null : "problem-" + change.key();
    }

    String theirsLabel() {
        return isOnlyMine() ? "The original" : author.possessive();
    }

    String mineLabel() {
        return isOnlyTheirs() ? "The original" : author.isMe() ? "This tab’s" : "Yours";
    }

    /** Who changed it, in words. */
    String verdict() {
        return switch (kind()) {
            case CLASH -> author.isMe() ? "Changed in both tabs" : "Changed by you and " + author.name();
            case MINE -> "Changed only by you" + (author.isMe() ? ", here" : "");
            case THEIRS -> "Changed only " + (author.isMe() ? "in your other tab" : "by " + author.name());
            default -> author.isMe() ? "Changed alike in both tabs" : "Changed alike by you and " + author.name();
        };
    }
}
