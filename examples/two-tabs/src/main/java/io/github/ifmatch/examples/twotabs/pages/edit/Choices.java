package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.FormFields;
import io.github.ifmatch.examples.twotabs.rules.Changed;
import io.github.ifmatch.examples.twotabs.rules.Comparison;
import io.github.ifmatch.examples.twotabs.rules.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody chose between two versions of a rule, by the key of the change.
 *
 * <p>A choice counts for the question that was asked. If either side of it is another by now, it is a new question, and nothing is
 * decided. Immutable.
 */
public final class Choices {

    /** The fields whose two texts can be merged by hand. */
    public static final Set<String> TEXTS = Set.of("name", "notes");

    private static final String CHOICE = "choice.";
    private static final String QUESTION = "question.";
    private static final String OWN = "own";

    private final Map<String, Choice> byKey;

    private Choices(Map<String, Choice> byKey) {
        this.byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }

    /** Immutable. */
    private record Choice(Side side, String question) {}

    /** Nothing is chosen yet. */
    public static Choices none() {
        return new Choices(Map.of());
    }

    static Choices read(FormFields fields) {
        Map<String, Choice> choices = new LinkedHashMap<>();
        for (String name : fields.values().keySet()) {
            if (name.startsWith(CHOICE)) {
                String key = name.substring(CHOICE.length());
                side(fields.text(name))
                        .ifPresent(side -> choices.put(key, new Choice(side, fields.text(QUESTION + key))));
            }
        }
        return new Choices(choices);
    }

    private static Optional<Side> side(String text) {
        for (Side side : Side.values()) {
            if (name(side).equals(text)) {
                return Optional.of(side);
            }
        }
        return Optional.empty();
    }

    private static String name(Side side) {
        return side.name().toLowerCase(Locale.ROOT);
    }

    /** The fields with each text that was merged by hand in place of the one that was typed before. */
    static FormFields withOwnTexts(FormFields fields) {
        FormFields result = fields;
        for (String key : TEXTS) {
            if (fields.text(CHOICE + key).equals(OWN)) {
                result = result.with(key, fields.text(OWN + "." + key));
            }
        }
        return result;
    }

    /** With the texts that were merged by hand chosen, between what they now are and what was shown beside them. */
    Choices withOwnTexts(FormFields fields, Comparison shown) {
        Choices choices = this;
        for (Changed change : shown.changes()) {
            boolean isOwn = fields.text(CHOICE + change.key()).equals(OWN);
            choices = isOwn ? choices.with(change, Side.MINE) : choices;
        }
        return choices;
    }

    /** The same with one more choice. */
    public Choices with(Changed change, Side side) {
        Map<String, Choice> choices = new LinkedHashMap<>(byKey);
        choices.put(change.key(), new Choice(side, change.question()));
        return new Choices(choices);
    }

    /** The choice, if it was made about just this. */
    public Optional<Side> of(Changed change) {
        return Optional.ofNullable(byKey.get(change.key()))
                .filter(choice -> choice.question().equals(change.question()))
                .map(Choice::side);
    }

    /** The choice that stands: the one made about just this, else what is suggested, unless another was made before. */
    public Optional<Side> orSuggestion(Changed change) {
        Choice former = byKey.get(change.key());
        return of(change).or(() -> change.suggestion().filter(side -> former == null || former.side() == side));
    }

    /** Whether a choice was made about this, be it as it is now or as it was. */
    public boolean has(Changed change) {
        return byKey.containsKey(change.key());
    }

    /** The choices that still count. */
    public Map<String, Side> between(Comparison comparison) {
        Map<String, Side> sides = new LinkedHashMap<>();
        comparison.changes().forEach(change -> of(change).ifPresent(side -> sides.put(change.key(), side)));
        return sides;
    }

    /** The choices as fields by name, for a form that carries them along. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        byKey.forEach((key, choice) -> {
            fields.put(CHOICE + key, name(choice.side()));
            fields.put(QUESTION + key, choice.question());
        });
        return fields;
    }
}
