package io.github.ifmatch.jdbi;

import java.util.Locale;

/**
 * One word or sign of a statement. Immutable.
 *
 * @param text the word, the sign, or the bare name
 * @param depth how many parentheses, brackets and CASE … END it stands in
 * @param parameter which parameter it is, counted from 0; else −1
 * @param start where it begins in the statement
 * @param end where it ends there
 */
record SqlToken(Kind kind, String text, int depth, int parameter, int start, int end) {

    /** What a token is. */
    enum Kind {
        /** A keyword, or a name that is not quoted. */
        WORD,
        /** A name that is not quoted, where no keyword can stand: after a dot, or after AS. */
        MEMBER,
        /** A name in quotes, without them. */
        NAME,
        /** A number. */
        NUMBER,
        /** A text. */
        LITERAL,
        /** A {@code ?}. */
        PARAMETER,
        /** Any other sign; operators in one piece. */
        SIGN
    }

    /** Whether it is this keyword, number or sign. */
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.NUMBER || kind == Kind.SIGN)
                && text.toUpperCase(Locale.ROOT).equals(expected);
    }

    /** Whether it is one of these keywords. */
    boolean isAny(String... keywords) {
        if (kind != Kind.WORD) {
            return false;
        }
        for (String keyword : keywords) {
            if (is(keyword)) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is one of these keywords of the statement itself: in no parentheses. */
    boolean isClause(String... keywords) {
        return depth == 0 && isAny(keywords);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.MEMBER || kind == Kind.NAME;
    }

    boolean isQuoted() {
        return kind == Kind.NAME;
    }

    /** Whether it names this column or table, as databases read names with quotes and without. */
    boolean names(String declared) {
        return isName() && SqlName.same(isQuoted(), text, declared);
    }

    /** Whether some database may take it for the name of this column. */
    boolean mayName(String declared) {
        return isName() && text.equalsIgnoreCase(SqlName.bare(declared));
    }

    /** The name as it is written, where a difference in writing can be one in meaning. */
    String spelling() {
        return isQuoted() ? "\"" + text + "\"" : text.toLowerCase(Locale.ROOT);
    }
}
