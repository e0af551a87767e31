package io.github.ifmatch.testkit.fault;

import java.util.Locale;
import java.util.function.Predicate;

/**
 * When something goes wrong: at statements by their SQL or their number, at a COMMIT, at a ROLLBACK. Counting begins when the rule is
 * given to {@link FaultyDataSource#on}, over all connections. Immutable.
 */
public final class Rule {

    private final boolean isOfStatements;
    private final Predicate<String> matching;
    private final int from;
    private final int to;

    private Rule(boolean isOfStatements, Predicate<String> matching, int from, int to) {
        this.isOfStatements = isOfStatements;
        this.matching = matching;
        this.from = from;
        this.to = to;
    }

    /** The n-th statement, the first being 1. */
    public static Rule statement(int n) {
        return statements().nth(n);
    }

    /** Every statement. */
    public static Rule statements() {
        return statements(sql -> true);
    }

    /** The statements whose SQL contains the text, in capitals or not, however it is spaced. */
    public static Rule statements(String part) {
        String sought = plain(part);
        return statements(sql -> plain(sql).contains(sought));
    }

    /** The statements whose SQL matches. */
    public static Rule statements(Predicate<String> sql) {
        return new Rule(true, sql, 1, Integer.MAX_VALUE);
    }

    /** Every {@code Connection.commit()}. */
    public static Rule commit() {
        return new Rule(false, "COMMIT"::equals, 1, Integer.MAX_VALUE);
    }

    /** Every {@code Connection.rollback()}. */
    public static Rule rollback() {
        return new Rule(false, "ROLLBACK"::equals, 1, Integer.MAX_VALUE);
    }

    /** Of what matches, the n-th alone, the first being 1. */
    public Rule nth(int n) {
        return between(n, n);
    }

    /** Of what matches, the first so many. */
    public Rule first(int count) {
        return between(1, count);
    }

    /** Of what matches, the n-th and all that follow. */
    public Rule from(int n) {
        return between(n, Integer.MAX_VALUE);
    }

    private Rule between(int first, int last) {
        if (first < 1 || last < 1) {
            throw new IllegalArgumentException("n must be at least 1: " + Math.min(first, last));
        }
        return new Rule(isOfStatements, matching, first, last);
    }

    boolean matches(Execution execution) {
        return isOfStatements == execution.isStatement() && matching.test(execution.text());
    }

    /** Whether it is the turn of the n-th that matches. */
    boolean isDue(int n) {
        return n >= from && n <= to;
    }

    private static String plain(String sql) {
        return sql.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
