package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A statement as the parser can read it: what it does not know, and what neither names a table nor compares a column, is left out. For
 * one thread.
 */
final class ParserText {

    private static final Set<String> ESCAPES = Set.of("d", "t", "ts", "fn", "oj");

    private final SqlPiece piece;
    private final List<Token> kept = new ArrayList<>();
    private int at;

    private ParserText(SqlPiece piece) {
        this.piece = piece;
    }

    static String of(SqlPiece piece) {
        return new ParserText(inner(piece)).text();
    }

    /** H2: of {@code SELECT … FROM FINAL TABLE (UPDATE …)} what writes. */
    private static SqlPiece inner(SqlPiece piece) {
        for (int i = 0; i + 3 < piece.tokens().size(); i++) {
            boolean isDelta = (piece.is(i, "FINAL") || piece.is(i, "NEW") || piece.is(i, "OLD"))
                    && piece.is(i + 1, "TABLE")
                    && piece.is(i + 2, "(");
            if (isDelta) {
                return new SqlPiece(piece.tokens().subList(i + 3, piece.behindGroup(i + 2) - 1));
            }
        }
        return piece;
    }

    private String text() {
        while (at < piece.tokens().size()) {
            if (!skipped()) {
                kept.add(piece.tokens().get(at));
                at++;
            }
        }
        return SqlPiece.text(kept, false);
    }

    private boolean skipped() {
        if (is("UPDATE") && piece.is(at + 1, "(")) {
            derivedTable();
        } else if (is("UPDATE") && piece.is(at + 1, "OR")) {
            kept.add(piece.tokens().get(at)); // SQLite: UPDATE OR IGNORE
            at += 3;
        } else if (is("ONLY") && (isBehind("UPDATE") || isBehind("FROM")) && !piece.is(at + 1, "(")) {
            at++;
        } else if (is("WITH") && piece.is(at + 1, "ORDINALITY")) {
            at += 2;
        } else if (isIndexHint()) {
            at = piece.behindGroup(at + 2);
        } else if (is("STRAIGHT_JOIN")) {
            kept.add(new Token(Token.Kind.WORD, "JOIN", true));
            at++;
        } else if (is("{")) {
            at += at + 1 < piece.tokens().size()
                            && ESCAPES.contains(piece.tokens().get(at + 1).name())
                    ? 2
                    : 1;
        } else if (is("}")) {
            at++;
        } else {
            return false;
        }
        return true;
    }

    /** The parser takes no query for the first table of an UPDATE; a name stands for it. */
    private void derivedTable() {
        kept.add(piece.tokens().get(at));
        kept.add(new Token(Token.Kind.WORD, "derived_", true));
        at = piece.behindGroup(at + 1);
    }

    private boolean isIndexHint() {
        return (is("FORCE") || is("USE") || is("IGNORE"))
                && (piece.is(at + 1, "INDEX") || piece.is(at + 1, "KEY"))
                && piece.is(at + 2, "(");
    }

    private boolean is(String word) {
        return piece.is(at, word);
    }

    private boolean isBehind(String word) {
        return piece.is(at - 1, word);
    }
}
