package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.ParsedSql;

/**
 * How one statement is checked: which parameters are the id and the expected version. Immutable.
 *
 * @param id the JDBC parameters of the id, counted from 0, one for each of its columns
 * @param version the JDBC parameter of the version
 * @param named how the statement names its row
 */
record Plan(Table<?, ?> table, List<Integer> id, int version, Named named) {

    /**
     * How a statement names its row. Immutable.
     *
     * @param alias what qualifies the columns in the condition; empty if it is the table's name, or nothing does
     * @param condition the statement's own conditions on the id; empty if they can stand in no other statement
     * @param parameters the JDBC parameters in the condition, or, if that is empty, of the id's columns
     */
    record Named(String alias, String condition, List<Integer> parameters) {}

    /** How the parameter is called: its name, or its position. */
    static String name(ParsedSql sql, int parameter) {
        return sql.getParameters().isPositional()
                ? "?" + (parameter + 1)
                : sql.getParameters().getParameterNames().get(parameter);
    }

    /**
     * The plan for a statement.
     *
     * @param said the table that the SQL object said is its own; it was asked once
     * @throws IllegalArgumentException if the statement cannot be checked: why, and what would help
     * @throws io.github.ifmatch.MappingException if the table's declaration is incomplete
     */
    static Plan of(ParsedSql sql, Demand demand, Optional<Table<?, ?>> said, VersionedTables tables) {
        List<SqlToken> tokens = SqlTokens.of(sql.getSql());
        long parameters = tokens.stream()
                .filter(token -> token.kind() == SqlToken.Kind.PARAMETER)
                .count();
        if (parameters != sql.getParameters().getParameterCount()) {
            throw new IllegalArgumentException("its parameters cannot be told apart from its texts and comments");
        }
        SqlWrite write = SqlWrite.of(tokens);
        return new PlanFinder(sql, demand, write).plan(tables.typed(table(write, demand, said, tables)));
    }

    private static Table<?, ?> table(
            SqlWrite write, Demand demand, Optional<Table<?, ?>> said, VersionedTables tables) {
        Table<?, ?> given = demand.given(said, tables);
        if (given != null) {
            if (!write.table().isOf(given.name())) {
                throw new IllegalArgumentException("it writes " + write.table() + ", not " + given.name());
            }
            return given;
        }
        Table<?, ?> own = demand.own(said, tables);
        if (own != null && write.table().isOf(own.name())) {
            return own;
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
}
