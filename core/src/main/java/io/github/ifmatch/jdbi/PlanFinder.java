package io.github.ifmatch.jdbi;

import io.github.ifmatch.Table;
import io.github.ifmatch.engine.mapping.DeclaredTable;
import io.github.ifmatch.engine.mapping.FixedColumn;
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
        List<String> fixed = DeclaredTable.of(table).heldColumns().stream()
                .map(FixedColumn::name)
                .toList();
        List<SqlCondition> id = new ArrayList<>();
        for (String column : columns) {
            String name = demand.id().isEmpty() ? "" : demand.id().get(id.size());
            id.add(fixed.contains(column) ? held(column, name) : find(column, name));
        }
        SqlCondition version = find(table.versionColumn(), demand.version());
        if (write.isUpdate()) {
            fixed.forEach(column -> requireUnset(table, column));
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

    /** Whatever the caller answers for: what else is compared with the parameter may be true of another tenant's row. */
    private SqlCondition held(String column, String name) {
        requireParameter(name);
        return write.conditions().stream()
                .map(condition -> SqlCondition.holding(write, condition, column))
                .filter(found -> found.parameter() >= 0 && (name.isEmpty() || isOf(found, name)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(notDemanded(column, name)
                        + ", without a function, and with no cast but one to uuid or text: the column is fixed"));
    }

    private void requireParameter(String name) {
        if (!name.isEmpty() && !sql.getParameters().getParameterNames().contains(name)) {
            throw new IllegalArgumentException("it has no parameter :" + name + "; it has "
                    + sql.getParameters().getParameterNames());
        }
    }

    private static String notDemanded(String column, String name) {
        return "its WHERE does not demand " + column + " = :" + (name.isEmpty() ? "parameter" : name)
                + " as one of the conditions joined by AND";
    }

    private SqlCondition find(String column, String name) {
        requireParameter(name);
        for (List<SqlToken> condition : write.conditions()) {
            SqlCondition found = SqlCondition.comparing(write, condition, column);
            if (!name.isEmpty() && !isOf(found, name)) {
                found = SqlCondition.mentioning(write, condition, column, name, sql);
            }
            if (found.parameter() >= 0) {
                return found;
            }
        }
        throw new IllegalArgumentException(notDemanded(column, name));
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
