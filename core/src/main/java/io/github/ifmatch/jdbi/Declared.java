package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.MappingException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.result.ResultIterable;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.jdbi.v3.core.statement.NoTemplateEngine;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.TemplateEngine;
import org.jdbi.v3.sqlobject.SqlObjects;
import org.jdbi.v3.sqlobject.UnableToCreateSqlObjectException;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** A method that is declared to be checked; what is wrong with it is told when the SQL object is made. Immutable. */
record Declared(Class<?> sqlObjectType, Method method) {

    private static final List<Class<?>> LAZY = List.of(Iterator.class, Stream.class, ResultIterable.class);

    /** What the default engine would replace, or take away. */
    private static final Pattern TEMPLATE = Pattern.compile("<\\w+>|\\\\");

    /** The annotation has its meaning only on a method that writes. */
    void requireWrite() {
        SqlBatch batch = method.getAnnotation(SqlBatch.class);
        if (batch == null && !method.isAnnotationPresent(SqlUpdate.class)) {
            throw refused("@VersionCheck belongs on a method with @SqlUpdate or @SqlBatch");
        }
        if (batch != null && !batch.transactional()) {
            throw refused(
                    "a version-checked @SqlBatch must be transactional, or the rows that are written before one is"
                            + " refused could not be undone; leave transactional = false out");
        }
        if (batch != null && LAZY.stream().anyMatch(lazy -> lazy.isAssignableFrom(method.getReturnType()))) {
            throw refused("a version-checked @SqlBatch must send all of its rows before it returns; return a List");
        }
    }

    /** Checks the statement, if its text is known by now; else it is checked when it is sent. */
    void check(ConfigRegistry config) {
        Optional<ParsedSql> sql = sql(config);
        if (sql.isEmpty()) {
            return;
        }
        Demand demand = Demand.of(requireNonNull(method.getAnnotation(VersionCheck.class)), sqlObjectType);
        try {
            Plan plan = config.get(VersionedTables.class).plans().of(sql.get(), demand);
            Stream.concat(plan.id().stream(), Stream.of(plan.version()))
                    .forEach(parameter -> requireBound(sql.get(), parameter));
        } catch (IllegalArgumentException | MappingException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private void requireBound(ParsedSql sql, int parameter) {
        if (!sql.getParameters().isPositional() && Bindable.of(method).lacks(Plan.name(sql, parameter))) {
            throw new IllegalArgumentException("no parameter of the method is bound as :" + Plan.name(sql, parameter)
                    + "; name one so, with @Bind");
        }
    }

    private Optional<ParsedSql> sql(ConfigRegistry config) {
        try {
            String located = config.get(SqlObjects.class).getSqlLocator().locate(sqlObjectType, method, config);
            SqlStatements statements = config.get(SqlStatements.class);
            return isFinal(statements.getTemplateEngine(), located)
                    ? Optional.of(statements.getSqlParser().parse(located, null))
                    : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty(); // Jdbi tells it, when the method is called
        }
    }

    private static boolean isFinal(TemplateEngine engine, String sql) {
        return engine instanceof NoTemplateEngine
                || (engine instanceof DefinedAttributeTemplateEngine
                        && !TEMPLATE.matcher(sql).find());
    }

    private UnableToCreateSqlObjectException refused(String why) {
        return new UnableToCreateSqlObjectException(
                sqlObjectType.getName() + "." + method.getName() + " cannot be version-checked: " + why);
    }
}
