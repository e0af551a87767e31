package io.github.ifmatch.audit;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.Select;

/**
 * How a statement names the watched table that it writes to. Immutable.
 *
 * @param names its alias and its name, in lower case
 * @param takesPlain whether a column without a table's name can be its own
 * @param locked by the name of another source of rows, the columns in which that has this table's versions, of rows that it has locked
 */
record Own(WatchedTable table, Set<String> names, boolean takesPlain, Map<String, Set<String>> locked) {

    private static final Set<String> OR_ELSE = Set.of("coalesce", "ifnull", "nvl", "isnull");

    /** The same inside of a query that has sources of its own. */
    Own inside(Collection<String> others) {
        Set<String> visible = new HashSet<>(names);
        visible.removeAll(others);
        return new Own(table, visible, false, locked);
    }

    /** Whether it is the row's version; NULL may count as a number. */
    boolean isVersion(Expression expression) {
        if (!(stripped(expression) instanceof Column column)) {
            return false;
        }
        String name = Named.plain(column.getColumnName());
        String source = source(column);
        return (name.equals(table.version()) && isOwn(source))
                || locked.getOrDefault(source, Set.of()).contains(name);
    }

    boolean isOwn(String source) {
        return source.isEmpty() ? takesPlain : names.contains(source);
    }

    static String source(Column column) {
        return column.getTable() == null ? "" : Named.plain(column.getTable().getName());
    }

    /** What brackets, casts and COALESCE hold. */
    static Expression stripped(Expression expression) {
        Expression inner = expression;
        while (true) {
            if (inner instanceof ExpressionList<?> list && list.size() == 1) {
                inner = list.get(0);
            } else if (inner instanceof CastExpression cast) {
                inner = cast.getLeftExpression();
            } else if (inner instanceof Function function && isOrElse(function)) {
                inner = function.getParameters().get(0);
            } else {
                return inner;
            }
        }
    }

    private static boolean isOrElse(Function function) {
        return function.getParameters() != null
                && function.getParameters().size() == 2
                && OR_ELSE.contains(Named.plain(function.getName()))
                && !(function.getParameters().get(1) instanceof Column);
    }

    /** Whether nothing in it is this table's version, so that a comparison with it says something. */
    boolean isForeign(Expression expression) {
        List<Token> tokens = new SqlScanner(expression.toString(), Spelling.STANDARD).scan();
        if (stripped(expression) instanceof Select) {
            return tokens.stream().noneMatch(token -> token.name().equals(table.name()));
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).name().equals(table.version())) {
                String source =
                        i > 1 && tokens.get(i - 1).is(".") ? tokens.get(i - 2).name() : "";
                if (isOwn(source)) {
                    return false;
                }
            }
        }
        return true;
    }
}
