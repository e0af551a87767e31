package io.github.ifmatch.dialects;

import java.lang.reflect.Array;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An array as PostgreSQL reads it (manual, 8.15.6, "Array Input and Output Syntax"). For one thread at a time.
 */
final class ArrayLiteral {

    private final StringBuilder text = new StringBuilder("{");

    /** Adds an element; false if its class has no text of which we are sure. */
    boolean add(@Nullable Object value) {
        if (text.length() > 1) {
            text.append(',');
        }
        if (value == null) {
            text.append("NULL");
            return true;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short) {
            text.append(((Number) value).longValue());
            return true;
        }
        Optional<String> element = PostgresText.of(value);
        element.ifPresent(this::quote);
        return element.isPresent();
    }

    /** The array; empty if an element has no text of which we are sure. */
    static Optional<String> of(Object elements) {
        ArrayLiteral literal = new ArrayLiteral();
        for (int i = 0; i < Array.getLength(elements); i++) {
            if (!literal.add(Array.get(elements, i))) {
                return Optional.empty();
            }
        }
        return Optional.of(literal.end());
    }

    String end() {
        return text.append('}').toString();
    }

    private void quote(String element) {
        text.append('"');
        if (element.indexOf('"') < 0 && element.indexOf('\\') < 0) {
            text.append(element);
        } else {
            escape(element);
        }
        text.append('"');
    }

    private void escape(String element) {
        for (int i = 0; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
    }
}
