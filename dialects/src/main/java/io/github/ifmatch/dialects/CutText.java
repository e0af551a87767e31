package io.github.ifmatch.dialects;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts in one, as PostgreSQL's {@code string_to_array} takes them apart (manual, 9.19, "Array Functions and Operators"). For
 * one thread at a time.
 */
final class CutText {

    /** Stands between two texts. */
    static final char END = 1;

    /** Stands for NULL. */
    static final char NULL = 2;

    private final StringBuilder text = new StringBuilder();
    private boolean isFirst = true;

    /** Adds a text; false if it holds one of our characters. */
    boolean add(@Nullable String value) {
        if (!isFirst) {
            text.append(END);
        }
        isFirst = false;
        if (value == null) {
            text.append(NULL);
            return true;
        }
        text.append(value);
        return value.indexOf(END) < 0 && value.indexOf(NULL) < 0;
    }

    /** The whole; empty if it is: that would be an array without elements. */
    Optional<String> end() {
        return text.isEmpty() ? Optional.empty() : Optional.of(text.toString());
    }
}
