package io.github.ifmatch.jdbi;

import io.github.ifmatch.jdbi.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a statement into tokens, without its comments: what stands in a comment, a text or a quoted name is no condition.
 *
 * <p>What databases read differently is refused rather than guessed: a backslash before a quote, a comment in a comment,
 * {@code #} and {@code //}. For one thread at a time.
 */
final class SqlTokens {

    private static final String OPERATORS = "<>=!~@%^&|:*+-/";

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int at;
    private int depth;
    private int cases;
    private int parameters;

    private SqlTokens(String sql) {
        this.sql = sql;
    }

    /**
     * The tokens.
     *
     * @throws IllegalArgumentException if the statement cannot be read for certain
     */
    static List<SqlToken> of(String sql) {
        return new SqlTokens(sql).cut();
    }

    private List<SqlToken> cut() {
        while (at < sql.length()) {
            next(sql.charAt(at));
        }
        if (depth != 0) {
            throw new IllegalArgumentException("its parentheses do not match");
        }
        return tokens;
    }

    private void next(char c) {
        if (Character.isWhitespace(c)) {
            at++;
        } else if (looksAt("--")) {
            int end = sql.indexOf('\n', at);
            at = end < 0 ? sql.length() : end;
        } else if (looksAt("/*")) {
            comment();
        } else if (looksAt("//") || (c == '#' && !looksAt("#>") && !looksAt("#-"))) {
            throw new IllegalArgumentException("'" + c + "' may begin a comment, or not; leave it out");
        } else if (c == '\'') {
            add(Kind.LITERAL, quoted('\''));
        } else if (c == '"' || c == '`') {
            add(Kind.NAME, quoted(c));
        } else if (c == '$') {
            dollars();
        } else if (c == '?') {
            parameter();
        } else if (Character.isJavaIdentifierStart(c) || Character.isDigit(c)) {
            word();
        } else {
            sign(c);
        }
    }

    private boolean looksAt(String text) {
        return sql.startsWith(text, at);
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0 || sql.substring(at + 2, end).contains("/*")) {
            throw new IllegalArgumentException("a comment has no end, or has another one in it");
        }
        at = end + 2;
    }

    private String quoted(char quote) {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean isDoubled = c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote;
            if (c == quote && sql.charAt(i - 1) == '\\') {
                throw new IllegalArgumentException("a backslash stands before a quote; bind the text instead");
            }
            if (c == quote && !isDoubled) {
                at = i + 1;
                return text.toString();
            }
            i += isDoubled ? 1 : 0;
            text.append(c);
        }
        throw new IllegalArgumentException("a quote has no end");
    }

    /** PostgreSQL's texts between $…$. */
    private void dollars() {
        int second = sql.indexOf('$', at + 1);
        String tag = second < 0 ? "" : sql.substring(at, second + 1);
        int end = tag.matches("\\$\\w*\\$") ? sql.indexOf(tag, second + 1) : -1;
        if (end < 0) {
            throw new IllegalArgumentException("'$' begins no text that ends");
        }
        add(Kind.LITERAL, sql.substring(second + 1, end));
        at = end + tag.length();
    }

    private void parameter() {
        if (looksAt("??") || looksAt("?|") || looksAt("?&")) {
            throw new IllegalArgumentException("'?' stands for an operator; call the operator's function instead");
        }
        tokens.add(new SqlToken(Kind.PARAMETER, "?", depth + cases, parameters++));
        at++;
    }

    private void word() {
        int start = at;
        while (at < sql.length() && Character.isJavaIdentifierPart(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(start, at);
        if (word.equalsIgnoreCase("case")) {
            cases++;
        }
        add(Kind.WORD, word);
        if (word.equalsIgnoreCase("end") && cases > 0) {
            cases--;
        }
    }

    private void sign(char c) {
        int start = at++;
        if (c == ')' && --depth < 0) {
            throw new IllegalArgumentException("its parentheses do not match");
        }
        while (OPERATORS.indexOf(c) >= 0
                && at < sql.length()
                && OPERATORS.indexOf(sql.charAt(at)) >= 0
                && !looksAt("--")
                && !looksAt("/*")) {
            at++;
        }
        add(Kind.SIGN, sql.substring(start, at));
        depth += c == '(' ? 1 : 0;
    }

    private void add(Kind kind, String text) {
        tokens.add(new SqlToken(kind, text, depth + cases, -1));
    }
}
