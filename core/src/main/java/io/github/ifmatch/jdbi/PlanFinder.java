package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import io.github.ifmatch.type.VersionSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.ParsedSql;

/** Finds in a WHERE the conditions that name the row and its version. Immutable. */
record PlanFinder(ParsedSql sql, Demand demand, SqlWrite write) {

    Plan plan(Table<?, ?> table) {
        if (table.versions() == VersionSource.COMPARED) {
            throw new IllegalArgumentException("versions of " + table.name() + " are made of compared columns, which no"
                    + " statement of one's own can demand; write its rows by a repository");
        }
        if (isTime(table)) {
            throw new IllegalArgumentException("versions of " + table.name()
                    + " are times, and a statement's expected version is a number; write its rows by a repository");
        }
        List<String> columns = table.idColumns();
        if (!demand.id().isEmpty() && demand.id().size() != columns.size()) {
            throw new IllegalArgumentException(
                    "id must name one parameter for each of the columns " + columns + ": " + demand.id());
        }
        List<SqlCondition> id = new ArrayList<>();
        for (String column : columns) {
            id.add(find(column, demand.id().isEmpty() ? "" : demand.id().get(id.size())));
        }
        SqlCondition version = find(table.versionColumn(), demand.version());
        if (write.isUpdate()) {
            table.fixedValues().keySet().forEach(column -> requireUnset(table, column));
            SqlAdvance advance =
                    new SqlAdvance(write, sql, table.versionColumn(), version.parameter(), version.adoptsNull());
            if (table.versions() == VersionSource.DATABASE) {
                advance.requireNone();
            } else if (table.versions().isOrdered()) {
                advance.require();
            } else {
                throw new IllegalArgumentException("versions of " + table.name() + " are "
                        + table.versions().words()
                        + ", which no statement can be proven to do; write its rows by a repository");
            }
        }
        List<Integer> parameters = id.stream().map(SqlCondition::parameter).toList();
        return new Plan(table, parameters, version.parameter(), named(id, version, parameters));
    }

    /** A row whose tenant is set is another tenant's from then on. */
    private void requireUnset(Table<?, ?> table, String column) {
        if (write.assignments().stream().anyMatch(assignment -> SqlAdvance.assigns(assignment, column))) {
            throw new IllegalArgumentException("its SET gives " + column + ", which is fixed in " + table.name()
                    + ": the row would be none of the table any more; leave it out, or move rows by a table that does not"
                    + " fix it");
        }
    }

    /** A time can be at more versions than an int, and not at all that a long can be at. */
    private static boolean isTime(Table<?, ?> table) {
        return table.versions().takesTimes() && table.canHold(Integer.MAX_VALUE + 1L) && !table.canHold(Long.MAX_VALUE);
    }

    private SqlCondition find(String column, String name) {
        if (!name.isEmpty() && !sql.getParameters().getParameterNames().contains(name)) {
            throw new IllegalArgumentException("it has no parameter :" + name + "; it has "
                    + sql.getParameters().getParameterNames());
        }
        for (List<SqlToken> condition : write.conditions()) {
            SqlCondition found = SqlCondition.comparing(write, condition, column);
            if (!name.isEmpty() && !isOf(found, name)) {
                found = SqlCondition.mentioning(write, condition, column, name, sql);
            }
            if (found.parameter() >= 0) {
                return found;
            }
        }
        throw new IllegalArgumentException("its WHERE does not demand " + column + " = :"
                + (name.isEmpty() ? "parameter" : name) + " as one of the conditions joined by AND");
    }

    private boolean isOf(SqlCondition condition, String name) {
        return condition.parameter() >= 0
                && Plan.name(sql, condition.parameter()).equals(name);
    }

    /** One condition may name several columns of the id; one that names the version too holds for no other version. */
    private Plan.Named named(List<SqlCondition> id, SqlCondition version, List<Integer> parameters) {
        Collection<SqlCondition> distinct = id.stream()
                .collect(Collectors.toMap(SqlCondition::tokens, each -> each, (one, same) -> one, LinkedHashMap::new))
                .values();
        boolean isAlone = id.stream().allMatch(SqlCondition::isOfTable)
                && id.stream().noneMatch(each -> each.tokens().equals(version.tokens()));
        if (!isAlone) {
            return new Plan.Named("", "", parameters);
        }
        String text = sql.getSql();
        String alias = write.alias().stream()
                .map(token -> text.substring(token.start(), token.end()))
                .collect(Collectors.joining());
        String condition = distinct.stream().map(each -> each.text(text)).collect(Collectors.joining(" AND "));
        return new Plan.Named(
                alias,
                condition,
                distinct.stream().flatMap(each -> each.parameters().stream()).toList());
    }
}
