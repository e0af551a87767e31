package io.github.ifmatch.audit;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to make of a statement that the parser cannot read: it may write, unless it is plain that it does not. Immutable.
 */
final class Guess {

    private static final Set<String> WRITING = Set.of("update", "delete", "merge", "replace", "upsert", "truncate");

    /** Beginnings of what changes no rows when it is executed, though it may name tables and verbs. */
    private static final Set<String> DEFINING = Set.of("create", "alter", "drop", "grant", "revoke", "comment");

    private Guess() {}

    static Optional<Suspicion> of(SqlPiece piece, List<WatchedTable> tables) {
        String first = piece.tokens().isEmpty() ? "" : piece.tokens().get(0).name();
        if (DEFINING.contains(first)) {
            return Optional.empty();
        }
        @Nullable WatchedTable named = named(piece, tables);
        boolean begins = WRITING.contains(first) || first.equals("do");
        return begins || (named != null && hasVerb(piece))
                ? Optional.of(new Suspicion(Finding.Kind.UNREADABLE, named == null ? "" : named.shown(), Set.of()))
                : Optional.empty();
    }

    /** A call of a procedure: {@code CALL …}, <code>{call …}</code>, <code>{? = call …}</code>, {@code EXECUTE …}. */
    static boolean isCall(SqlPiece piece) {
        int first = 0;
        if (piece.is(0, "{")) {
            first = piece.is(2, "=") ? 3 : 1;
        }
        return piece.is(first, "CALL") || piece.is(0, "EXEC") || piece.is(0, "EXECUTE");
    }

    private static @Nullable WatchedTable named(SqlPiece piece, List<WatchedTable> tables) {
        for (WatchedTable table : tables) {
            if (piece.tokens().stream().anyMatch(token -> token.name().equals(table.name()))) {
                return table;
            }
        }
        return null;
    }

    private static boolean hasVerb(SqlPiece piece) {
        for (int i = 0; i < piece.tokens().size(); i++) {
            Token token = piece.tokens().get(i);
            if (token.kind() == Token.Kind.WORD && WRITING.contains(token.name()) && isVerb(piece, i)) {
                return true;
            }
        }
        return false;
    }

    /** Not {@code FOR UPDATE}, {@code FOR NO KEY UPDATE}, {@code ON DELETE}, nor the functions {@code REPLACE(…)} and {@code TRUNCATE(…)}. */
    private static boolean isVerb(SqlPiece piece, int at) {
        boolean isLock = piece.is(at - 1, "FOR") || (piece.is(at - 1, "KEY") && piece.is(at - 2, "NO"));
        boolean isFunction = (piece.is(at, "REPLACE") || piece.is(at, "TRUNCATE")) && piece.is(at + 1, "(");
        return !isLock && !isFunction && !piece.is(at - 1, "ON");
    }
}
