package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.statement.ParsedSql;

/**
 * How one statement is checked: which parameters are the id and the expected version. Immutable.
 *
 * @param id the JDBC parameters of the id, counted from 0, one for each of its columns
 * @param version the JDBC parameter of the version
 */
record Plan(Table<?, ?> table, List<Integer> id, int version) {

    /** How the parameter is called: its name, or its position. */
    static String name(ParsedSql sql, int parameter) {
        return sql.getParameters().isPositional()
                ? "?" + (parameter + 1)
                : sql.getParameters().getParameterNames().get(parameter);
    }

    /**
     * The plan for a statement.
     *
     * @throws IllegalArgumentException if the statement cannot be checked: why, and what would help
     */
    static Plan of(ParsedSql sql, Demand demand, VersionedTables tables) {
        List<SqlToken> tokens = SqlTokens.of(sql.getSql());
        long parameters = tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.PARAMETER)
                .count();
        if (parameters != sql.getParameters().getParameterCount()) {
            throw new IllegalArgumentException("its parameters cannot be told apart from its texts and comments");
        }
        SqlWrite write = SqlWrite.of(tokens);
        Table<?, ?> table = table(write, demand, tables);
        if (write.isUpdate()) {
            requireAdvance(write, table.versionColumn());
        }
        return new Finder(sql, demand, write).plan(table);
    }

    private static Table<?, ?> table(SqlWrite write, Demand demand, VersionedTables tables) {
        Class<?> rowType = demand.rowType();
        Table<?, ?> given = rowType == null
                ? demand.table()
                : tables.find(rowType)
                        .orElseThrow(() -> new IllegalArgumentException("no table is registered for the rows of "
                                + rowType.getName() + "; register it with VersionedTables"));
        if (given != null) {
            if (!write.table().isOf(given.name())) {
                throw new IllegalArgumentException("it writes " + write.table() + ", not " + given.name());
            }
            return given;
        }
        List<Table<?, ?>> named = tables.named(write.table());
        if (named.size() != 1) {
            throw new IllegalArgumentException(
                    named.isEmpty()
                            ? "no table " + write.table() + " is registered; register it with VersionedTables"
                            : "several tables " + write.table() + " are registered; name the class of its rows");
        }
        return named.get(0);
    }

    private static void requireAdvance(SqlWrite write, String version) {
        boolean advances = write.assignments().stream().anyMatch(tokens -> advances(write, tokens, version));
        if (!advances) {
            throw new IllegalArgumentException("its SET does not advance the version, so that nobody else would notice;"
                    + " write SET …, " + version + " = " + version + " + 1");
        }
    }

    /** {@code version = version + 1}, {@code version = COALESCE(version, 0) + 1}, {@code version = :version + 1}. */
    private static boolean advances(SqlWrite write, List<SqlToken> tokens, String version) {
        int column = write.column(tokens, 0, version);
        int size = tokens.size();
        return column > 0
                && size > column + 3
                && tokens.get(column).is("=")
                && tokens.get(size - 2).is("+")
                && tokens.get(size - 1).is("1");
    }

    /** Finds the parameters in the conditions. */
    private record Finder(ParsedSql sql, Demand demand, SqlWrite write) {

        Plan plan(Table<?, ?> table) {
            List<String> columns = table.idColumns();
            if (!demand.id().isEmpty() && demand.id().size() != columns.size()) {
                throw new IllegalArgumentException(
                        "id must name one parameter for each of the columns " + columns + ": " + demand.id());
            }
            List<Integer> id = new ArrayList<>();
            for (String column : columns) {
                id.add(find(column, demand.id().isEmpty() ? "" : demand.id().get(id.size())));
            }
            return new Plan(table, id, find(table.versionColumn(), demand.version()));
        }

        private int find(String column, String name) {
            if (!name.isEmpty() && !sql.getParameters().getParameterNames().contains(name)) {
                throw new IllegalArgumentException("it has no parameter :" + name + "; it has "
                        + sql.getParameters().getParameterNames());
            }
            for (List<SqlToken> condition : write.conditions()) {
                int found = name.isEmpty() ? compared(condition, column) : mentioned(condition, column, name);
                if (found >= 0) {
                    return found;
                }
            }
            throw new IllegalArgumentException("its WHERE does not demand " + column + " = :"
                    + (name.isEmpty() ? "parameter" : name) + " as one of the conditions joined by AND");
        }

        /** {@code column = ?}, {@code COALESCE(column, 0) = ?}, or the other way around. */
        private int compared(List<SqlToken> condition, String column) {
            int equals = -1;
            for (int i = 0; i < condition.size(); i++) {
                if (condition.get(i).depth() == 0 && condition.get(i).is("=")) {
                    equals = equals < 0 ? i : condition.size();
                }
            }
            if (equals <= 0 || equals >= condition.size()) {
                return -1;
            }
            List<SqlToken> left = condition.subList(0, equals);
            List<SqlToken> right = condition.subList(equals + 1, condition.size());
            if (isColumn(left, column)) {
                return parameter(right);
            }
            return isColumn(right, column) ? parameter(left) : -1;
        }

        private boolean isColumn(List<SqlToken> tokens, String column) {
            int size = tokens.size();
            boolean isAdopting = size > 5
                    && tokens.get(0).is("COALESCE")
                    && tokens.get(1).is("(")
                    && tokens.get(size - 3).is(",")
                    && tokens.get(size - 2).is("0")
                    && tokens.get(size - 1).is(")");
            return isAdopting ? write.column(tokens, 2, column) == size - 3 : write.column(tokens, 0, column) == size;
        }

        /** {@code ?} or {@code ?::type}. */
        private static int parameter(List<SqlToken> tokens) {
            boolean isCast = tokens.size() == 3
                    && tokens.get(1).is("::")
                    && tokens.get(2).isName();
            return tokens.size() == 1 || isCast ? tokens.get(0).parameter() : -1;
        }

        /** A condition that compares the two in some way that the caller answers for. */
        private int mentioned(List<SqlToken> condition, String column, String name) {
            boolean compares = condition.stream().anyMatch(token -> token.depth() == 0 && token.is("="));
            boolean isLoose = condition.stream().anyMatch(token -> token.is("OR") || token.is("NOT"));
            boolean hasColumn = condition.stream().anyMatch(token -> token.names(column));
            return condition.stream()
                    .filter(token -> token.parameter() >= 0
                            && Plan.name(sql, token.parameter()).equals(name))
                    .filter(token -> compares && hasColumn && !isLoose)
                    .mapToInt(SqlToken::parameter)
                    .findFirst()
                    .orElse(-1);
        }
    }
}
