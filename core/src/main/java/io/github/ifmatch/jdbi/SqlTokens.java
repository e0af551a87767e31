package io.github.ifmatch.jdbi;

import io.github.ifmatch.jdbi.SqlToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a statement into tokens, without its comments: what stands in a comment, a text or a quoted name is no condition.
 *
 * <p>What databases read differently is refused rather than guessed: a backslash before a quote, a comment in a comment, a
 * line comment that not all of them end at the same place, {@code #} and {@code //}, names and texts with escapes. For one
 * thread at a time.
 */
final class SqlTokens {

    private static final String OPERATORS = "<>=!~@%^&|:*+-/";

    /** What ends a line for some databases only; a line feed does for all. */
    private static final String LINE_ENDS_OF_SOME = "\r\u000B\f\u0085\u2028\u2029";

    private static final Pattern NUMBER = Pattern.compile("(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern DOLLARS = Pattern.compile("\\$(?:[A-Za-z_]\\w*)?\\$");

    private final String sql;
    private final List<SqlToken> tokens = new ArrayList<>();
    private final Deque<Character> open = new ArrayDeque<>();
    private int at;
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
        if (!open.isEmpty()) {
            throw unmatched();
        }
        return tokens;
    }

    private static IllegalArgumentException unmatched() {
        return new IllegalArgumentException("its parentheses, or its CASE and END, do not match");
    }

    private void next(char c) {
        if (Character.isWhitespace(c)) {
            at++;
        } else if (looksAt("--")) {
            lineComment();
        } else if (looksAt("/*")) {
            comment();
        } else if (looksAt("//") || (c == '#' && !looksAt("#>") && !looksAt("#-"))) {
            throw new IllegalArgumentException("'" + c + "' may begin a comment, or not; leave it out");
        } else if (c == '\'') {
            quoted(Kind.LITERAL, '\'');
        } else if (c == '"' || c == '`') {
            quoted(Kind.NAME, c);
        } else if (c == '$') {
            dollars();
        } else if (c == '?') {
            parameter();
        } else if (isDigit(at) || (c == '.' && isDigit(at + 1) && !follows(Kind.WORD, Kind.MEMBER, Kind.NAME))) {
            number();
        } else if (Character.isJavaIdentifierStart(c)) {
            word();
        } else {
            sign(c);
        }
    }

    private boolean looksAt(String text) {
        return sql.startsWith(text, at);
    }

    private boolean isDigit(int place) {
        return place < sql.length() && sql.charAt(place) >= '0' && sql.charAt(place) <= '9';
    }

    /** Whether the token before is of one of these kinds. */
    private boolean follows(Kind... kinds) {
        return !tokens.isEmpty()
                && List.of(kinds).contains(tokens.get(tokens.size() - 1).kind());
    }

    /** MySQL takes {@code --1} for two signs; a carriage return ends a comment in PostgreSQL and not in MySQL. */
    private void lineComment() {
        int newLine = sql.indexOf('\n', at);
        int end = newLine < 0 ? sql.length() : newLine;
        String text = sql.substring(at + 2, end);
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(0))) {
            throw new IllegalArgumentException("'--' is a comment everywhere only if a space follows it");
        }
        String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (line.chars().anyMatch(each -> LINE_ENDS_OF_SOME.indexOf(each) >= 0)) {
            throw new IllegalArgumentException("a comment holds a character that ends a line for some databases and not"
                    + " for others, such as a carriage return; end the line with a line feed");
        }
        at = end;
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0 || sql.substring(at + 2, end).contains("/*")) {
            throw new IllegalArgumentException("a comment has no end, or has another one in it");
        }
        if (looksAt("/*!") || looksAt("/*M!")) {
            throw new IllegalArgumentException(
                    "some databases carry out what stands in a comment /*! … */; leave it out");
        }
        at = end + 2;
    }

    private void quoted(Kind kind, char quote) {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean isDoubled = c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote;
            if (c == quote && sql.charAt(i - 1) == '\\') {
                throw new IllegalArgumentException("a backslash stands before a quote; bind the text instead");
            }
            if (c == quote && !isDoubled) {
                add(kind, text.toString(), i + 1);
                return;
            }
            i += isDoubled ? 1 : 0;
            text.append(c);
        }
        throw new IllegalArgumentException("a quote has no end");
    }

    /** PostgreSQL's texts between $…$. */
    private void dollars() {
        Matcher tag = DOLLARS.matcher(sql).region(at, sql.length());
        int end = tag.lookingAt() ? sql.indexOf(tag.group(), tag.end()) : -1;
        if (end < 0) {
            throw new IllegalArgumentException("'$' begins no text that ends");
        }
        add(Kind.LITERAL, sql.substring(tag.end(), end), end + tag.group().length());
    }

    private void parameter() {
        if (looksAt("??") || looksAt("?|") || looksAt("?&")) {
            throw new IllegalArgumentException("'?' stands for an operator; call the operator's function instead");
        }
        tokens.add(new SqlToken(Kind.PARAMETER, "?", open.size(), parameters++, at, at + 1));
        at++;
    }

    private void number() {
        Matcher number = NUMBER.matcher(sql).region(at, sql.length());
        int end = number.lookingAt() ? number.end() : at + 1;
        if (end < sql.length() && (Character.isJavaIdentifierPart(sql.charAt(end)) || sql.charAt(end) == '.')) {
            throw new IllegalArgumentException("a number runs into what follows it; put a space between them");
        }
        add(Kind.NUMBER, sql.substring(at, end), end);
    }

    private void word() {
        int end = at;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(at, end);
        refuseEscapes(word, end);
        if (isMember()) {
            add(Kind.MEMBER, word, end);
        } else if (word.equalsIgnoreCase("case")) {
            open.push('C');
            add(Kind.WORD, word, end);
        } else {
            add(Kind.WORD, word, end);
            if (word.equalsIgnoreCase("end")) {
                close('C');
            }
        }
    }

    /** {@code a.end}, {@code 1 AS end}: where a keyword is a name. */
    private boolean isMember() {
        SqlToken before = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        return before != null && (before.is(".") || before.is("AS"));
    }

    private void refuseEscapes(String word, int end) {
        boolean isUnicode = word.equalsIgnoreCase("u") && (sql.startsWith("&'", end) || sql.startsWith("&\"", end));
        boolean isOther = (word.equalsIgnoreCase("q") || word.equalsIgnoreCase("nq")) && sql.startsWith("'", end);
        if (isUnicode || isOther) {
            throw new IllegalArgumentException(
                    "a text or a name with escapes (U&'…', U&\"…\", q'…') is not read; write it plainly, or bind it");
        }
    }

    private void sign(char c) {
        if (c == ')' || c == ']') {
            close(c == ')' ? '(' : '[');
        }
        int end = at + 1;
        while (OPERATORS.indexOf(c) >= 0
                && end < sql.length()
                && OPERATORS.indexOf(sql.charAt(end)) >= 0
                && !sql.startsWith("--", end)
                && !sql.startsWith("/*", end)) {
            end++;
        }
        add(Kind.SIGN, sql.substring(at, end), end);
        if (c == '(' || c == '[') {
            open.push(c);
        }
    }

    private void close(char opening) {
        if (open.isEmpty() || open.pop() != opening) {
            throw unmatched();
        }
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new SqlToken(kind, text, open.size(), -1, at, end));
        at = end;
    }
}
