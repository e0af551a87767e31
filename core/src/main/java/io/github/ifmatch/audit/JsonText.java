package io.github.ifmatch.audit;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.jspecify.annotations.Nullable;

/** Writes JSON (RFC 8259), of which the report needs little. For one thread at a time. */
final class JsonText {

    private final StringBuilder text = new StringBuilder();

    /** Whether what comes next is the first of its object or array, or follows a name. */
    private boolean isFirst = true;

    @CanIgnoreReturnValue
    JsonText open(char bracket) {
        next().append(bracket);
        isFirst = true;
        return this;
    }

    @CanIgnoreReturnValue
    JsonText close(char bracket) {
        text.append(bracket);
        isFirst = false;
        return this;
    }

    @CanIgnoreReturnValue
    JsonText name(String name) {
        quoted(name);
        text.append(':');
        isFirst = true;
        return this;
    }

    @CanIgnoreReturnValue
    JsonText value(@Nullable String value) {
        if (value == null) {
            next().append("null");
        } else {
            quoted(value);
        }
        return this;
    }

    @CanIgnoreReturnValue
    JsonText value(long value) {
        next().append(value);
        return this;
    }

    private StringBuilder next() {
        if (!isFirst) {
            text.append(',');
        }
        isFirst = false;
        return text;
    }

    private void quoted(String value) {
        next().append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> text.append('\\').append(c);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || Character.isSurrogate(c)) {
                        text.append(String.format("\\u%04x", (int) c)); // a half of a pair is no UTF-8
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
