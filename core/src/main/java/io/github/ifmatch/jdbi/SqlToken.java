package io.github.ifmatch.jdbi;

import java.util.Locale;

/**
 * One word or sign of a statement. Immutable.
 *
 * @param text the word, the sign, or the bare name
 * @param depth how many parentheses, and how many CASE … END, it stands in
 * @param parameter which parameter it is, counted from 0; else −1
 */
record SqlToken(Kind kind, String text, int depth, int parameter) {

    /** What a token is. */
    enum Kind {
        /** A keyword, a number or a name that is not quoted. */
        WORD,
        /** A name in quotes, without them. */
        NAME,
        /** A text. */
        LITERAL,
        /** A {@code ?}. */
        PARAMETER,
        /** Any other sign; operators in one piece. */
        SIGN
    }

    /** Whether it is this keyword or sign. */
    boolean is(String expected) {
        return (kind == Kind.WORD || kind == Kind.SIGN)
                && text.toUpperCase(Locale.ROOT).equals(expected);
    }

    /** Whether it is one of these keywords of the statement itself: in no parentheses. */
    boolean isClause(String... keywords) {
        if (depth != 0 || kind != Kind.WORD) {
            return false;
        }
        for (String keyword : keywords) {
            if (is(keyword)) {
                return true;
            }
        }
        return false;
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    /** Whether it names this column or table; quotes make a name exact only where both have them. */
    boolean names(String declared) {
        return isName() && SqlName.same(kind == Kind.NAME, text, declared);
    }
}
