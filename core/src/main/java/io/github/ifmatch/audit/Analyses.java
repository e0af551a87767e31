package io.github.ifmatch.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.statement.Statement;

/**
 * Looks at texts, each once: what it knows of one it keeps, by the text without values. It keeps 4,000 texts or 4 million characters,
 * whichever comes first, and then begins anew. Thread-safe.
 */
final class Analyses {

    private static final int KEPT_TEXTS = 4_000;
    private static final long KEPT_CHARACTERS = 4_000_000;

    /** Beyond this, trying all ways to read nested brackets could take longer than anybody waits: the parser's own bound. */
    private static final int DEEPEST = 10;

    private final List<WatchedTable> tables;
    private final boolean reportsCalls;
    private final Map<String, Analysis> known = new ConcurrentHashMap<>();
    private final AtomicLong characters = new AtomicLong();

    Analyses(List<WatchedTable> tables, boolean reportsCalls) {
        this.tables = tables;
        this.reportsCalls = reportsCalls;
    }

    Analysis of(String sql, Supplier<Spelling> spelling) {
        Analysis analysis = known.get(sql);
        return analysis == null ? look(sql, spelling.get()) : analysis;
    }

    private Analysis look(String sql, Spelling spelling) {
        SqlScanner scanner = new SqlScanner(sql, spelling);
        List<Token> tokens = scanner.scan();
        List<SqlPiece> pieces = SqlPiece.split(tokens);
        String canonical = pieces.stream().map(SqlPiece::canonical).collect(Collectors.joining("; "));
        Analysis analysis = known.get(canonical);
        if (analysis == null) {
            analysis = analyse(pieces, shown(tokens, scanner.certain()));
            keep(canonical, analysis);
        }
        if (!scanner.hasDropped()) { // it holds no values, so it can be kept as it is
            keep(sql, analysis);
        }
        return analysis;
    }

    private static String shown(List<Token> tokens, int certain) {
        String shown = SqlPiece.split(tokens.subList(0, certain)).stream()
                .map(SqlPiece::shown)
                .collect(Collectors.joining("; "));
        return certain < tokens.size() ? shown + " …" : shown;
    }

    private Analysis analyse(List<SqlPiece> pieces, String shown) {
        List<Suspicion> suspicions = new ArrayList<>();
        pieces.forEach(piece -> suspicions.addAll(analyse(piece)));
        return new Analysis(
                suspicions.isEmpty() ? "" : shown,
                suspicions.stream().distinct().toList());
    }

    private List<Suspicion> analyse(SqlPiece piece) {
        if (Guess.isCall(piece)) {
            return reportsCalls ? List.of(new Suspicion(Finding.Kind.CALL, "", Set.of())) : List.of();
        }
        try {
            StatementRules rules = new StatementRules(tables);
            if (rules.read(parse(piece))) {
                return rules.found();
            }
        } catch (ParseException | RuntimeException | StackOverflowError e) {
            return Guess.of(piece, tables).stream().toList();
        }
        return Guess.of(piece, tables).stream().toList();
    }

    /** First the quick way, which does not know all nestings of brackets. */
    private static Statement parse(SqlPiece piece) throws ParseException {
        String text = ParserText.of(piece);
        try {
            return parser(text).withAllowComplexParsing(false).Statement();
        } catch (ParseException | RuntimeException e) {
            if (piece.depth() > DEEPEST) {
                throw e;
            }
            return parser(text).withAllowComplexParsing(true).Statement();
        }
    }

    private static CCJSqlParser parser(String text) {
        return CCJSqlParserUtil.newParser(text);
    }

    private void keep(String text, Analysis analysis) {
        if (known.size() >= KEPT_TEXTS || characters.get() >= KEPT_CHARACTERS) {
            known.clear();
            characters.set(0);
        }
        if (text.length() < KEPT_CHARACTERS && known.putIfAbsent(text, analysis) == null) {
            characters.addAndGet(text.length());
        }
    }

    /** How many texts are kept. */
    int size() {
        return known.size();
    }
}
