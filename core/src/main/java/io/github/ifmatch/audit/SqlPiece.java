package io.github.ifmatch.audit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One statement, as tokens without values. Immutable.
 *
 * <p>Lists that differ in their length alone are one statement: of {@code IN (?, ?, ?)} one parameter is kept, and of {@code (?, ?), (?,
 * ?)} one group.
 */
record SqlPiece(List<Token> tokens) {

    /** The statements of a text, which semicolons divide. */
    static List<SqlPiece> split(List<Token> all) {
        List<SqlPiece> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= all.size(); i++) {
            if (i == all.size() || all.get(i).is(";")) {
                if (i > start) {
                    pieces.add(new SqlPiece(shortened(all.subList(start, i))));
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    private static List<Token> shortened(List<Token> all) {
        List<Token> kept = new ArrayList<>();
        Deque<Integer> open = new ArrayDeque<>();
        int group = -1; // where the group begins that ends with the last token kept
        for (int i = 0; i < all.size(); i++) {
            Token token = all.get(i);
            if (group >= 0 && token.is(",") && isSame(kept, group, all, i + 1)) {
                i += kept.size() - group;
                continue;
            }
            group = -1;
            kept.add(token);
            if (token.is("(")) {
                open.push(kept.size() - 1);
                int end = kept.size() > 1 && kept.get(kept.size() - 2).is("IN") ? endOfValues(all, i + 1) : -1;
                if (end > 0) {
                    kept.add(all.get(i + 1));
                    i = end - 1;
                }
            } else if (token.is(")") && !open.isEmpty()) {
                group = open.pop();
            }
        }
        return List.copyOf(kept);
    }

    private static boolean isSame(List<Token> kept, int group, List<Token> all, int start) {
        int length = kept.size() - group;
        return start + length <= all.size()
                && IntStream.range(0, length)
                        .allMatch(i -> kept.get(group + i)
                                .text()
                                .equals(all.get(start + i).text()));
    }

    /** Where the bracket closes, if there is nothing but values before; else -1. */
    private static int endOfValues(List<Token> all, int start) {
        int i = start;
        while (i + 1 < all.size() && all.get(i).isValue()) {
            if (all.get(i + 1).is(")")) {
                return i + 1;
            }
            if (!all.get(i + 1).is(",")) {
                return -1;
            }
            i += 2;
        }
        return -1;
    }

    /** The text as it is parsed: strings are empty of content, numbers are 0. */
    String canonical() {
        return text(tokens, false);
    }

    /** The text as it is reported: {@code ?} stands for every value. */
    String shown() {
        return text(tokens, true);
    }

    static String text(List<Token> some, boolean isShown) {
        StringBuilder text = new StringBuilder();
        for (Token token : some) {
            if (token.spaced() && !text.isEmpty()) {
                text.append(' ');
            }
            boolean isHidden = token.kind() == Token.Kind.STRING
                    || (token.kind() == Token.Kind.NUMBER && !token.text().equals("1"));
            text.append(isShown && isHidden ? "?" : token.text());
        }
        return text.toString();
    }

    /** The word at a place, in upper case; empty if there is none. */
    boolean is(int index, String word) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(word);
    }

    /** How deep its brackets are nested. */
    int depth() {
        int depth = 0;
        int deepest = 0;
        for (Token token : tokens) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    /** Behind the bracket that closes the one at a place. */
    int behindGroup(int start) {
        int depth = 0;
        for (int i = start; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i + 1;
            }
        }
        return tokens.size();
    }

    @Override
    public String toString() {
        return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    }
}
