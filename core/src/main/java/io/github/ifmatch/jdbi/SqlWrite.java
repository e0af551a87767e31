package io.github.ifmatch.jdbi;

import java.util.ArrayList;
import java.util.List;

/**
 * An UPDATE or a DELETE, cut into its clauses. Immutable.
 *
 * @param table the table's name
 * @param alias what qualifies the table's columns, besides the name
 * @param assignments of the SET; none for a DELETE
 * @param conditions of the WHERE, all of which must hold; empty if there is no WHERE
 */
record SqlWrite(
        SqlName table,
        List<SqlToken> alias,
        boolean isUpdate,
        List<List<SqlToken>> assignments,
        List<List<SqlToken>> conditions) {

    /**
     * Cuts the statement.
     *
     * @throws IllegalArgumentException if it is none, or is not understood
     */
    static SqlWrite of(List<SqlToken> all) {
        List<SqlToken> tokens = withoutEnd(all);
        int verb = indexOf(tokens, 0, "UPDATE", "DELETE", "INSERT", "MERGE", "SELECT", "CALL", "REPLACE");
        boolean isUpdate = verb >= 0 && tokens.get(verb).is("UPDATE");
        boolean isDelete = verb >= 0 && tokens.get(verb).is("DELETE");
        if ((!isUpdate && !isDelete) || (verb > 0 && !tokens.get(0).is("WITH"))) {
            throw new IllegalArgumentException("it is no UPDATE and no DELETE");
        }
        if (indexOf(tokens, verb, "RETURNING") >= 0) {
            throw new IllegalArgumentException(
                    "RETURNING answers rows, and no count; leave it out, and use @GetGeneratedKeys");
        }
        requireOneWrite(tokens, verb);
        return isUpdate ? update(tokens, verb + 1) : delete(tokens, verb + 1);
    }

    /** A WITH, or a table that is a statement, may write too: whatever the count of this one, that stands. */
    private static void requireOneWrite(List<SqlToken> tokens, int verb) {
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken before = tokens.get(Math.max(i - 1, 0));
            boolean isLock = tokens.get(i).is("UPDATE") && before.isAny("FOR", "KEY");
            if (i != verb && tokens.get(i).isAny("INSERT", "UPDATE", "DELETE", "MERGE") && !isLock) {
                throw new IllegalArgumentException("it writes in a second place ("
                        + tokens.get(i).text() + "), which no version guards; send that by itself");
            }
        }
    }

    private static SqlWrite update(List<SqlToken> tokens, int start) {
        int set = indexOf(tokens, start, "SET");
        if (set < 0) {
            throw new IllegalArgumentException("it has no SET");
        }
        int where = indexOf(tokens, set, "WHERE");
        int from = indexOf(tokens, set, "FROM");
        int end = from >= 0 && (where < 0 || from < where) ? from : where < 0 ? tokens.size() : where;
        Target target = Target.of(tokens.subList(start, set));
        return new SqlWrite(
                target.name, target.alias, true, split(tokens.subList(set + 1, end), ","), conditions(tokens, where));
    }

    private static SqlWrite delete(List<SqlToken> tokens, int start) {
        int from = start < tokens.size() && tokens.get(start).is("FROM") ? start + 1 : start;
        int where = indexOf(tokens, from, "WHERE");
        int using = indexOf(tokens, from, "USING");
        int end = using >= 0 ? using : where < 0 ? tokens.size() : where;
        Target target = Target.of(tokens.subList(from, end));
        return new SqlWrite(target.name, target.alias, false, List.of(), conditions(tokens, where));
    }

    /** Whether these tokens are the column, alone or qualified by the table or its alias. */
    boolean isColumn(List<SqlToken> tokens, String column) {
        boolean isQualified = tokens.size() == 3 && tokens.get(1).is(".") && isQualifier(tokens.get(0));
        return (tokens.size() == 1 || isQualified)
                && tokens.get(tokens.size() - 1).names(column);
    }

    /** Whether these tokens are {@code COALESCE(column, 0)}. */
    boolean isAdopted(List<SqlToken> tokens, String column) {
        int size = tokens.size();
        return size > 5
                && tokens.get(0).is("COALESCE")
                && tokens.get(1).is("(")
                && isColumn(tokens.subList(2, size - 3), column)
                && tokens.get(size - 3).is(",")
                && tokens.get(size - 2).is("0")
                && tokens.get(size - 1).is(")");
    }

    /** Written alike, in quotes or without: whether others would be the same is the database's to say. */
    boolean isQualifier(SqlToken token) {
        SqlToken qualifier = alias.isEmpty() ? table.last() : alias.get(0);
        return token.isName() && token.spelling().equals(qualifier.spelling());
    }

    /** The table and its alias. */
    private record Target(SqlName name, List<SqlToken> alias) {

        static Target of(List<SqlToken> tokens) {
            int at = !tokens.isEmpty() && tokens.get(0).is("ONLY") ? 1 : 0;
            List<SqlToken> parts = new ArrayList<>();
            while (at < tokens.size() && tokens.get(at).isName()) {
                parts.add(tokens.get(at++));
                if (at == tokens.size() || !tokens.get(at).is(".")) {
                    break;
                }
                at++;
            }
            List<SqlToken> alias = new ArrayList<>(tokens.subList(at, tokens.size()));
            alias.removeIf(token -> token.is("AS") || token.is("*"));
            if (parts.isEmpty() || alias.size() > 1 || !alias.stream().allMatch(SqlToken::isName)) {
                throw new IllegalArgumentException("the table that it writes is not understood");
            }
            return new Target(new SqlName(parts), alias);
        }
    }

    private static List<List<SqlToken>> conditions(List<SqlToken> tokens, int where) {
        if (where < 0) {
            return List.of();
        }
        int end = indexOf(tokens, where, "ORDER", "LIMIT", "OFFSET", "FETCH");
        List<SqlToken> condition = tokens.subList(where + 1, end < 0 ? tokens.size() : end);
        if (condition.stream().anyMatch(token -> token.isClause("OR", "XOR"))) {
            throw new IllegalArgumentException("its WHERE has an OR that is not in parentheses");
        }
        if (condition.stream().anyMatch(token -> token.depth() == 0 && token.is("||"))) {
            throw new IllegalArgumentException(
                    "its WHERE has a || that is not in parentheses, which some databases read as OR");
        }
        return split(condition, "AND");
    }

    /** Splits where no parentheses are; the AND of a BETWEEN is none. */
    static List<List<SqlToken>> split(List<SqlToken> tokens, String separator) {
        List<List<SqlToken>> parts = new ArrayList<>();
        List<SqlToken> part = new ArrayList<>();
        boolean isBetween = false;
        for (SqlToken token : tokens) {
            if (token.depth() == 0 && token.is(separator) && !isBetween) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                isBetween = token.isClause("BETWEEN") || (isBetween && !token.isClause("AND"));
                part.add(token);
            }
        }
        parts.add(part);
        return parts;
    }

    private static List<SqlToken> withoutEnd(List<SqlToken> tokens) {
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).is(";")) {
            end--;
        }
        if (tokens.subList(0, end).stream().anyMatch(token -> token.is(";"))) {
            throw new IllegalArgumentException("it is more than one statement");
        }
        return tokens.subList(0, end);
    }

    /** The first of these keywords of the statement itself; the FROM of IS DISTINCT FROM is none. */
    private static int indexOf(List<SqlToken> tokens, int from, String... keywords) {
        for (int i = from; i < tokens.size(); i++) {
            boolean isDistinct =
                    i > 0 && tokens.get(i).is("FROM") && tokens.get(i - 1).is("DISTINCT");
            if (tokens.get(i).isClause(keywords) && !isDistinct) {
                return i;
            }
        }
        return -1;
    }
}
