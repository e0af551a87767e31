package io.github.ifmatch.jdbi;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.Update;

/**
 * Checks a statement that a {@code Handle} creates, as {@link VersionCheck} does for SQL objects.
 *
 * <pre>{@code
 * CheckedSql.of(ACCOUNTS, handle.createUpdate("UPDATE accounts SET …, version = version + 1 WHERE id = :id AND version = :version"))
 *         .bind("id", 42)
 *         .bind("version", 5)
 *         .execute();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class CheckedSql {

    /** The attribute of a checked statement that holds its table; without dots, which StringTemplate refuses in names. */
    private static final String TABLE = "ifmatchCheckedTable";

    private CheckedSql() {}

    /**
     * The same update, checked. One that is checked for this table already stays as it is.
     *
     * <p>A statement that cannot be checked is an {@link IllegalArgumentException} when it is executed, before it is sent.
     *
     * @throws IllegalArgumentException if it is checked already, for another table
     */
    public static Update of(Table<?, ?> table, Update update) {
        return checked(table, requireNonNull(update, "update must not be null"));
    }

    /**
     * The same batch, each row of it checked; if one is refused, the batch is undone, up to a savepoint. One that is checked for
     * this table already stays as it is.
     *
     * <p>It must be executed in a transaction; else it is an {@link IllegalStateException}, before it is sent.
     *
     * @throws IllegalArgumentException if it is checked already, for another table
     */
    public static PreparedBatch of(Table<?, ?> table, PreparedBatch batch) {
        return checked(table, requireNonNull(batch, "batch must not be null"));
    }

    private static <S extends SqlStatement<S>> S checked(Table<?, ?> table, S statement) {
        requireNonNull(table, "table must not be null");
        Object checked = statement.getConfig(SqlStatements.class).getAttribute(TABLE);
        if (table.equals(checked)) {
            return statement;
        }
        if (checked instanceof Table<?, ?> other) {
            throw new IllegalArgumentException("statement must be checked once: for " + other.name() + " already");
        }
        return statement
                .define(TABLE, table)
                .addCustomizer(new StatementCheck(statement.getHandle(), Demand.of(table), true));
    }
}
