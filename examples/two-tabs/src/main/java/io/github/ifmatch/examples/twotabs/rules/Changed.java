package io.github.ifmatch.examples.twotabs.rules;

import io.github.ifmatch.Difference;
import io.github.ifmatch.Difference.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody changed: a field of the rule, or a condition as a whole. Immutable.
 *
 * @param key under which a choice is made: the field's name, or {@code condition-} and the condition's key
 * @param kind who changed it
 * @param base as both read it, in words; null if there was no such condition
 * @param mine as one wants it; null if one removed the condition
 * @param theirs as it is stored now; null if they removed the condition
 */
public record Changed(
        String key,
        String label,
        Kind kind,
        @Nullable String base,
        @Nullable String mine,
        @Nullable String theirs) {

    /** What the keys of conditions begin with. */
    public static final String CONDITION = "condition-";

    /** Names the question which of the two is to be kept: another one if either side is not what it was. */
    public String question() {
        String sides = key + (mine == null ? "-" : "+" + mine.length() + ":" + mine) + (theirs == null ? "-" : "+" + theirs);
        return UUID.nameUUIDFromBytes(sides.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Whether it must be chosen: both changed it, and not to the same. */
    public boolean isClash() {
        return kind == Kind.CLASH;
    }

    /** Whether there is anything to choose between. */
    public boolean isOpen() {
        return kind != Kind.SAME;
    }

    /** Whether they changed it, be it to the same as I. */
    public boolean isTheirs() {
        return isTheirWork() || kind == Kind.SAME;
    }

    /** Whether their change would be lost if mine stood. */
    public boolean isTheirWork() {
        return kind == Kind.THEIRS || kind == Kind.CLASH;
    }

    /** What stands unless one chooses: each side's own changes; of a clash, nothing. */
    public Optional<Side> suggestion() {
        return switch (kind) {
            case MINE -> Optional.of(Side.MINE);
            case CLASH -> Optional.empty();
            default -> Optional.of(Side.THEIRS);
        };
    }

    /** A field, as Ifmatch compared it: decimals by number. */
    static Changed field(Difference difference, String label) {
        return new Changed(
                difference.component(),
                label,
                difference.kind(),
                Fields.text(difference.base()),
                Fields.text(difference.mine()),
                Fields.text(difference.theirs()));
    }

    /** A condition: all of it is one thing, since half of one and half of another mean neither. */
    static Changed condition(
            String key, String label, @Nullable Condition base, @Nullable Condition mine, @Nullable Condition theirs) {
        String was = text(base);
        String wanted = text(mine);
        String found = text(theirs);
        return new Changed(key, label, kind(said(base), said(mine), said(theirs)), was, wanted, found);
    }

    private static @Nullable Condition said(@Nullable Condition condition) {
        return condition == null ? null : condition.said();
    }

    private static @Nullable String text(@Nullable Condition condition) {
        return condition == null ? null : condition.text();
    }

    private static Kind kind(@Nullable Condition base, @Nullable Condition mine, @Nullable Condition theirs) {
        boolean isMine = !Objects.equals(base, mine);
        boolean isTheirs = !Objects.equals(base, theirs);
        if (isMine && isTheirs) {
            return Objects.equals(mine, theirs) ? Kind.SAME : Kind.CLASH;
        }
        return isMine ? Kind.MINE : isTheirs ? Kind.THEIRS : Kind.UNCHANGED;
    }
}
