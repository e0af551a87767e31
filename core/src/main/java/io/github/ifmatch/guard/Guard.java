package io.github.ifmatch.guard;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.MappingException;
import io.github.ifmatch.Table;
import io.github.ifmatch.dialect.GuardShape.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * A guard of one table, in the database itself: what other programs write past the version is refused.
 *
 * <pre>{@code
 * try (Connection connection = owner.getConnection()) {
 *     Guard.of(ACCOUNTS).install(connection);
 * }
 * }</pre>
 *
 * <p>It consists of triggers. They refuse an UPDATE that changes a versioned column and does not set the version to the next one, or
 * changes the id; a DELETE that does not prove that it checks the version; and TRUNCATE, on PostgreSQL. Ifmatch's own verbs pass: all
 * updates advance the version, {@code writeUnversioned} changes nothing that is watched, and a delete proves itself within its own
 * statement, so that no connection is handed on with an open guard. That a table is guarded Ifmatch sees in the catalogue, where it looks
 * once a minute; a delete that meets a guard which is younger than the last look is refused, and the next one passes.
 *
 * <p>It needs a dialect that has a guard (H2, MariaDB and MySQL, PostgreSQL, SQLite), and a user who may make triggers. What no trigger
 * stops, database by database, is listed in {@code docs/guard.md}.
 *
 * <p>Immutable.
 */
public final class Guard {

    private final Table<?, ?> table;
    private final Mode mode;

    private Guard(Table<?, ?> table, Mode mode) {
        this.table = table;
        this.mode = mode;
    }

    /**
     * The guard of a table that refuses what forgets the version.
     *
     * @throws IllegalArgumentException if the table's versions are not {@linkplain io.github.ifmatch.type.VersionSource#isOrdered
     *     counted}: which one must come next, a guard could not tell
     */
    public static Guard of(Table<?, ?> table) {
        if (!requireNonNull(table, "table must not be null").versions().isOrdered()) {
            throw new IllegalArgumentException(
                    table.name() + " must count its versions, or which one must come next is not known");
        }
        return new Guard(table, Mode.REFUSING);
    }

    /**
     * The guard that advances the version where an UPDATE did not, so that whoever holds an older copy of the row gets a conflict.
     *
     * <p>A DELETE, or a TRUNCATE, is let through: whoever holds a copy finds no row any more.
     */
    public Guard advancing() {
        return new Guard(table, Mode.ADVANCING);
    }

    /**
     * The guard that lets everything through, and notes what another one would refuse: for a system that is running.
     *
     * <p>The table {@code ifmatch_guard_…_log}, beside the guarded one, has for each such statement (on H2 and SQLite: for each of its rows) what it
     * was ({@code statement}), when ({@code happened_at}), and, where the database tells, who ({@code db_user}, {@code application}, {@code
     * session}). What is rolled back is not noted. The log stays when the guard is installed in another mode, until it is {@linkplain
     * #remove removed}.
     */
    public Guard reporting() {
        return new Guard(table, Mode.REPORTING);
    }

    /**
     * The statements that {@link #install} would send to a database without a guard: for a migration of one's own.
     *
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if the catalogue cannot be read
     */
    public List<String> statements(Connection connection) {
        return run("reading the catalogue of", connection, GuardParts::statements);
    }

    /**
     * Installs the guard; one of another mode, of another declaration, or of another name of the table, is replaced. Where it stands
     * already, nothing is sent.
     *
     * <p>In autocommit, on PostgreSQL and SQLite, it is one transaction; in a transaction of the caller's it is part of that. The others commit
     * each statement: for a moment the table has no guard, or a part of it, and a failure leaves it so; install it again.
     *
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if a statement is refused
     */
    public void install(Connection connection) {
        boolean unused = run("installing the guard of", connection, parts -> {
            parts.install();
            return true;
        });
    }

    /**
     * What of the guard is missing, differs, or belongs to another mode or another name of the table; empty if it stands as declared.
     *
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if the catalogue cannot be read
     */
    public List<String> check(Connection connection) {
        return run("checking the guard of", connection, GuardParts::problems);
    }

    /**
     * Removes the guard of the table, whatever its mode, and the log of a reporting one. Nothing is left; where there is none, nothing
     * happens. Of a guard that was made when the table had another name, what is not on the table is left: a function, the log.
     *
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if a statement is refused; on H2, MariaDB and MySQL a part may then be left
     */
    public void remove(Connection connection) {
        boolean unused = run("removing the guard of", connection, parts -> {
            parts.remove();
            return true;
        });
    }

    /**
     * The statement by which another program deletes a row past the guard: with parameters for the id and then the expected version.
     *
     * <p>One row is deleted, or none: then the row is at another version, or gone.
     *
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if the catalogue cannot be read
     */
    public String deleteStatement(Connection connection) {
        return run("reading the catalogue of", connection, GuardParts::deleteStatement);
    }

    /**
     * The same statement with a condition of one's own, for a tool that names its parameters.
     *
     * <pre>{@code
     * String delete = Guard.of(PRODUCTS).deleteStatement(connection, "id = :id AND version = :version");
     * handle.createUpdate(delete).bind("id", 7).bind("version", 2).execute();
     * }</pre>
     *
     * <p>The condition must say the id and the version; nobody checks that it does, but {@code @VersionCheck} and {@code CheckedSql} with
     * Jdbi. It stands in the statement as it is, before an AND: put an OR in parentheses, and bind values instead of writing them. The text
     * stays the same for the table in this database, so it can be kept. On SQLite it is an UPDATE.
     *
     * @param condition of the WHERE, as in {@code id = ? AND version = ? AND stock = 0}
     * @throws IllegalArgumentException if the condition is blank
     * @throws MappingException if there is no such table, or the database has no guard
     * @throws DatabaseException if the catalogue cannot be read
     */
    public String deleteStatement(Connection connection, String condition) {
        if (requireNonNull(condition, "condition must not be null").isBlank()) {
            throw new IllegalArgumentException("condition must name the row and its version: blank");
        }
        return run("reading the catalogue of", connection, parts -> parts.deleteWhere(condition));
    }

    /** What is done with the parts of a guard. */
    @FunctionalInterface
    private interface Work<T> {
        T with(GuardParts parts) throws SQLException;
    }

    private <T> T run(String what, Connection connection, Work<T> work) {
        requireNonNull(connection, "connection must not be null");
        try {
            return work.with(GuardParts.of(connection, table, mode));
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : " (SQLSTATE " + e.getSQLState() + ")";
            throw new DatabaseException(what + " " + table.name() + " failed" + state + ".", e);
        }
    }
}
