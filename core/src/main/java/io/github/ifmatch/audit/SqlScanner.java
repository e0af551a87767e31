package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Cuts a text into tokens. What strings and numbers hold is dropped here, so that no value is kept or shown; so are comments. For
 * one thread.
 */
final class SqlScanner {

    /** Letters that stand directly before a string and belong to it: {@code E'…'}, {@code N'…'}, {@code X'…'}, {@code B'…'}. */
    private static final Set<String> PREFIXES = Set.of("E", "e", "N", "n", "X", "x", "B", "b");

    private static final List<String> OPERATORS =
            List.of("<=>", "::", ":=", "<>", "!=", "<=", ">=", "||", "->", "=>", "@>", "<@", "&&");

    private final String sql;
    private final boolean isMySql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean isSpaced;
    private boolean dropped;
    private int doubtful = Integer.MAX_VALUE;

    SqlScanner(String sql, Spelling spelling) {
        this.sql = sql;
        this.isMySql = spelling == Spelling.MYSQL;
    }

    /** Whether the text held values or comments, which the tokens do not. */
    boolean hasDropped() {
        return dropped;
    }

    /**
     * How many tokens can be shown: behind a string with a backslash before a quote, what is a value depends on the settings of the session
     * ({@code NO_BACKSLASH_ESCAPES}, {@code ANSI_QUOTES}, {@code standard_conforming_strings}).
     */
    int certain() {
        return Math.min(doubtful, tokens.size());
    }

    List<Token> scan() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                isSpaced = true;
            } else if (!skipComment(c)) {
                token(c);
                isSpaced = false;
            }
        }
        return tokens;
    }

    private boolean skipComment(char c) {
        boolean isLine = sql.startsWith("--", at) || (isMySql && c == '#');
        if (!isLine && !sql.startsWith("/*", at) && !(isMySql && sql.startsWith("*/", at))) {
            return false;
        }
        dropped = true;
        isSpaced = true;
        if (isLine) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (isMySql && sql.startsWith("/*!", at)) {
            at += 3; // is executed: only the brackets are dropped, and the server's version
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++;
            }
        } else if (sql.startsWith("*/", at)) {
            at += 2;
        } else {
            skipBlock();
        }
        return true;
    }

    private void skipBlock() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth = isMySql ? 1 : depth + 1;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private void token(char c) {
        if (c == '\'' && isBehindQ()) {
            delimited();
        } else if (c == '\'' || (isMySql && c == '"')) {
            boolean saysSo = hasEscapes();
            string(c, isMySql || saysSo, saysSo);
        } else if (c == '"' || c == '`') {
            int start = at;
            skipQuoted(c, false);
            add(Token.Kind.NAME, sql.substring(start, at));
        } else if (c == '$') {
            dollar();
        } else if (Character.isDigit(c) || (c == '.' && isDigit(at + 1))) {
            number();
        } else if (isWordStart(c)) {
            int start = at;
            while (at < sql.length() && isWordPart(sql.charAt(at))) {
                at++;
            }
            add(Token.Kind.WORD, sql.substring(start, at));
        } else if (c == '?') {
            at++;
            add(Token.Kind.PARAMETER, "?");
        } else if (c == '[' && isBracketedName()) {
            int end = sql.indexOf(']', at);
            String name = sql.substring(at + 1, end);
            at = end + 1;
            add(Token.Kind.NAME, "\"" + name + "\"");
        } else if (c == ':' && isNamedParameter()) {
            at++;
            while (at < sql.length() && isWordPart(sql.charAt(at))) {
                at++;
            }
            add(Token.Kind.PARAMETER, "?");
        } else {
            symbol(c);
        }
    }

    private void add(Token.Kind kind, String text) {
        tokens.add(new Token(kind, text, isSpaced && !tokens.isEmpty()));
    }

    /** A prefix of the string that begins here, which is then no word. */
    private boolean hasEscapes() {
        if (isSpaced || tokens.isEmpty()) {
            return false;
        }
        Token before = tokens.get(tokens.size() - 1);
        if (before.kind() != Token.Kind.WORD || !PREFIXES.contains(before.text())) {
            return false;
        }
        tokens.remove(tokens.size() - 1);
        isSpaced = before.spaced();
        return before.is("E");
    }

    /** Oracle: {@code q'[…]'}, {@code nq'!…!'}. */
    private boolean isBehindQ() {
        return !isSpaced
                && at + 1 < sql.length()
                && !tokens.isEmpty()
                && (tokens.get(tokens.size() - 1).is("q")
                        || tokens.get(tokens.size() - 1).is("nq"));
    }

    private void delimited() {
        isSpaced = tokens.remove(tokens.size() - 1).spaced();
        char open = sql.charAt(at + 1);
        int bracket = "[({<".indexOf(open);
        String close = (bracket < 0 ? open : "])}>".charAt(bracket)) + "'";
        int end = sql.indexOf(close, at + 2);
        at = end < 0 ? sql.length() : end + close.length();
        dropped = true;
        add(Token.Kind.STRING, "'_'");
    }

    private void string(char quote, boolean escapes, boolean isCertain) {
        int start = at;
        skipQuoted(quote, escapes);
        dropped = true;
        add(Token.Kind.STRING, "'_'");
        if (!isCertain && sql.substring(start, at).contains("\\" + quote)) {
            doubtful = Math.min(doubtful, tokens.size());
        }
    }

    private void skipQuoted(char quote, boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at++);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == quote) {
                if (at >= sql.length() || sql.charAt(at) != quote) {
                    return;
                }
                at++;
            }
        }
        at = sql.length();
    }

    /** {@code $1}, or a string in dollars: {@code $$…$$}, {@code $tag$…$tag$}. */
    private void dollar() {
        if (isDigit(at + 1)) {
            at++;
            while (isDigit(at)) {
                at++;
            }
            add(Token.Kind.PARAMETER, "?");
            return;
        }
        int open = at + 1;
        while (open < sql.length() && isWordPart(sql.charAt(open)) && sql.charAt(open) != '$') {
            open++;
        }
        if (open >= sql.length() || sql.charAt(open) != '$') {
            symbol('$');
            return;
        }
        String tag = sql.substring(at, open + 1);
        int close = sql.indexOf(tag, open + 1);
        at = close < 0 ? sql.length() : close + tag.length();
        dropped = true;
        add(Token.Kind.STRING, "'_'");
    }

    private void number() {
        int start = at;
        while (at < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(at))
                        || sql.charAt(at) == '.'
                        || sql.charAt(at) == '_'
                        || isExponent())) {
            at++;
        }
        boolean isBehindPlus =
                !tokens.isEmpty() && tokens.get(tokens.size() - 1).is("+");
        boolean isStep = sql.substring(start, at).equals("1") && (isBehindPlus || isBeforePlus());
        dropped |= !isStep;
        add(Token.Kind.NUMBER, isStep ? "1" : "0");
    }

    private boolean isBeforePlus() {
        int next = at;
        while (next < sql.length() && Character.isWhitespace(sql.charAt(next))) {
            next++;
        }
        return next < sql.length() && sql.charAt(next) == '+';
    }

    /** The sign in {@code 1e-7}. */
    private boolean isExponent() {
        char c = sql.charAt(at);
        char before = sql.charAt(at - 1);
        return (c == '+' || c == '-') && (before == 'e' || before == 'E') && isDigit(at + 1);
    }

    /** SQL Server's quotes; not an array's index, which stands directly behind a name. */
    private boolean isBracketedName() {
        int end = sql.indexOf(']', at);
        boolean isBehindName = !isSpaced
                && !tokens.isEmpty()
                && !tokens.get(tokens.size() - 1).is(".")
                && !tokens.get(tokens.size() - 1).is("(")
                && !tokens.get(tokens.size() - 1).is(",");
        return end > at + 1
                && !isBehindName
                && isWordStart(sql.charAt(at + 1))
                && sql.substring(at + 1, end).chars().allMatch(c -> isWordPart((char) c) || c == ' ');
    }

    private boolean isNamedParameter() {
        return at + 1 < sql.length() && isWordStart(sql.charAt(at + 1)) && (at == 0 || sql.charAt(at - 1) != ':');
    }

    private void symbol(char c) {
        for (String operator : OPERATORS) {
            if (sql.startsWith(operator, at)) {
                at += operator.length();
                add(Token.Kind.SYMBOL, operator);
                return;
            }
        }
        at++;
        add(Token.Kind.SYMBOL, String.valueOf(c));
    }

    private boolean isDigit(int index) {
        return index < sql.length() && Character.isDigit(sql.charAt(index));
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_' || c == '@' || c == '#';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || c == '#' || c == '@';
    }
}
