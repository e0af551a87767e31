package io.github.ifmatch.jdbi;

import java.util.List;
import org.jdbi.v3.core.statement.ParsedSql;

/**
 * One of the conditions of a WHERE, and the parameter that it compares a column with. Immutable.
 *
 * @param parameter the JDBC parameter, counted from 0; −1 if it compares none
 */
record SqlCondition(SqlWrite write, List<SqlToken> tokens, int parameter) {

    /** {@code column = ?}, {@code COALESCE(column, 0) = ?}, or the other way around. */
    static SqlCondition comparing(SqlWrite write, List<SqlToken> tokens, String column) {
        return new SqlCondition(write, tokens, compared(write, tokens, column));
    }

    private static int compared(SqlWrite write, List<SqlToken> tokens, String column) {
        int equals = indexOfEquals(tokens);
        if (equals < 0) {
            return -1;
        }
        List<SqlToken> left = tokens.subList(0, equals);
        List<SqlToken> right = tokens.subList(equals + 1, tokens.size());
        if (write.isColumn(left, column) || write.isAdopted(left, column)) {
            return parameter(right);
        }
        return write.isColumn(right, column) || write.isAdopted(right, column) ? parameter(left) : -1;
    }

    /** {@code column = ?}, or the other way around, of the column's own values and the whole of what is bound. */
    static SqlCondition holding(SqlWrite write, List<SqlToken> tokens, String column) {
        return new SqlCondition(write, tokens, held(write, tokens, column));
    }

    private static int held(SqlWrite write, List<SqlToken> tokens, String column) {
        int equals = indexOfEquals(tokens);
        if (equals < 0) {
            return -1;
        }
        List<SqlToken> left = tokens.subList(0, equals);
        List<SqlToken> right = tokens.subList(equals + 1, tokens.size());
        if (write.isColumn(left, column)) {
            return whole(right);
        }
        return write.isColumn(right, column) ? whole(left) : -1;
    }

    /** Where its one equals sign stands between two sides; −1 if there is none, or there are several. */
    private static int indexOfEquals(List<SqlToken> tokens) {
        int equals = -1;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).depth() == 0 && tokens.get(i).is("=")) {
                equals = equals < 0 ? i : tokens.size();
            }
        }
        return equals > 0 && equals < tokens.size() ? equals : -1;
    }

    /** Some casts cut off what is bound, or round it: {@code char}, {@code varchar(4)}, {@code integer}. */
    private static int whole(List<SqlToken> tokens) {
        int size = tokens.size();
        boolean isWhole = size == 1
                || (size == 3 && cutsNothing(tokens.get(2))) // ?::uuid
                || (size == 6 && cutsNothing(tokens.get(4))); // CAST(? AS uuid)
        return isWhole ? parameter(tokens) : -1;
    }

    private static boolean cutsNothing(SqlToken type) {
        return !type.isQuoted()
                && (type.text().equalsIgnoreCase("uuid") || type.text().equalsIgnoreCase("text"));
    }

    /** A condition that compares the two in some way that the caller answers for. */
    static SqlCondition mentioning(SqlWrite write, List<SqlToken> tokens, String column, String name, ParsedSql sql) {
        boolean compares = tokens.stream().anyMatch(token -> token.depth() == 0 && token.is("="));
        boolean isLoose = tokens.stream().anyMatch(token -> token.isAny("OR", "NOT"));
        boolean hasColumn = tokens.stream().anyMatch(token -> token.names(column));
        int found = tokens.stream()
                .filter(token -> token.parameter() >= 0
                        && Plan.name(sql, token.parameter()).equals(name))
                .filter(token -> compares && hasColumn && !isLoose)
                .mapToInt(SqlToken::parameter)
                .findFirst()
                .orElse(-1);
        return new SqlCondition(write, tokens, found);
    }

    /** The parameter of {@code ?}, {@code ?::type} or {@code CAST(? AS type)}; −1 if it is anything else. */
    static int parameter(List<SqlToken> tokens) {
        int size = tokens.size();
        boolean isCast = size > 4
                && tokens.get(0).is("CAST")
                && tokens.get(1).is("(")
                && tokens.get(3).is("AS")
                && tokens.get(size - 1).is(")")
                && tokens.subList(2, size - 1).stream()
                        .allMatch(token -> token.depth() > tokens.get(0).depth())
                && isType(tokens.subList(4, size - 1));
        if (isCast) {
            return tokens.get(2).parameter();
        }
        boolean isPlain = size == 1
                || (size == 3 && tokens.get(1).is("::") && tokens.get(2).isName());
        return isPlain ? tokens.get(0).parameter() : -1;
    }

    private static boolean isType(List<SqlToken> tokens) {
        return tokens.stream()
                .allMatch(token -> token.isName()
                        || token.kind() == SqlToken.Kind.NUMBER
                        || token.is(".")
                        || token.is(",")
                        || token.is("(")
                        || token.is(")"));
    }

    /** Whether it takes a NULL for 0. */
    boolean adoptsNull() {
        return tokens.stream().anyMatch(token -> token.isAny("COALESCE", "NVL", "IFNULL"));
    }

    /** Whether it can stand in a query of the table alone: it names columns of no other. */
    boolean isOfTable() {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).is(".") && tokens.get(i - 1).isName() && !write.isQualifier(tokens.get(i - 1))) {
                return false;
            }
        }
        return tokens.stream().noneMatch(token -> token.isAny("SELECT"));
    }

    /** Its text. */
    String text(String statement) {
        return statement.substring(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    /** The parameters in its text, in their order. */
    List<Integer> parameters() {
        return tokens.stream()
                .map(SqlToken::parameter)
                .filter(each -> each >= 0)
                .toList();
    }
}
