package io.github.ifmatch.audit;

import java.util.Locale;

/**
 * A piece of a statement. Immutable.
 *
 * @param text as it stands in the statement; of a literal, what stands for it
 * @param spaced whether white space or a comment stands before it
 */
record Token(Kind kind, String text, boolean spaced) {

    /** What a token is. */
    enum Kind {
        /** A keyword, or a name that is not quoted. */
        WORD,
        /** A name in quotes. */
        NAME,
        /** A string, whose content is not kept. */
        STRING,
        /** A number, which is kept only if it is a version's step. */
        NUMBER,
        /** A parameter. */
        PARAMETER,
        /** An operator, a bracket, a comma. */
        SYMBOL
    }

    boolean is(String word) {
        return kind == Kind.WORD ? text.equalsIgnoreCase(word) : kind == Kind.SYMBOL && text.equals(word);
    }

    boolean isValue() {
        return kind == Kind.STRING || kind == Kind.NUMBER || kind == Kind.PARAMETER;
    }

    /** What a keyword or a name means: without quotes, in lower case. */
    String name() {
        return switch (kind) {
            case WORD -> text.toLowerCase(Locale.ROOT);
            case NAME -> Named.plain(text);
            default -> "";
        };
    }
}
