package io.github.ifmatch;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends transactions on one connection, and leaves it as it was found. For one thread at a time. */
final class TransactionBoundary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** A statement was cancelled, or took too long. */
    private static final String CANCELLED = "57014";

    /** The transaction failed before: it is there, and can only be rolled back. */
    private static final String FAILED = "25P02";

    private final Connection connection;
    private final Eviction eviction;
    private boolean autocommit = true;
    private @Nullable String isolate;
    private int isolation = Connection.TRANSACTION_NONE;
    private boolean isInTransaction;
    private boolean isBroken;

    private TransactionBoundary(Connection connection, Eviction eviction) {
        this.connection = connection;
        this.eviction = eviction;
    }

    /** Finds how to speak to the database, by the catalogue. */
    interface Finding<T> {
        T find() throws SQLException;
    }

    /**
     * On a connection that is in no transaction.
     *
     * @param eviction what a connection that is given up is dropped with
     * @param dialect finds the dialect, and may read the catalogue for it: on whatever fails, what was begun so is ended, and a connection
     *     that was lost is given up
     */
    static TransactionBoundary on(
            Connection connection, Eviction eviction, @Nullable Isolation isolation, Finding<Dialect> dialect)
            throws SQLException {
        TransactionBoundary boundary = new TransactionBoundary(connection, eviction);
        try {
            boundary.autocommit = connection.getAutoCommit();
            boundary.isolate(isolation, dialect.find());
            return boundary;
        } catch (SQLException e) {
            boundary.isBroken = Faults.of(e.getCause() instanceof SQLException cause ? cause : e) == Fault.DISCONNECTED;
            boundary.rollback();
            boundary.close();
            throw e;
        } catch (RuntimeException e) {
            boundary.rollback();
            boundary.close();
            throw e;
        }
    }

    /** The isolation of a transaction that has read the catalogue could not be changed any more. */
    private void isolate(@Nullable Isolation wanted, Dialect dialect) throws SQLException {
        if (wanted == null) {
            return;
        }
        if (!autocommit) {
            connection.commit();
        }
        isolate = dialect.isolate(wanted).orElse(null);
        if (isolate == null) {
            isolate(wanted.level);
        }
    }

    private void isolate(int level) throws SQLException {
        int found = connection.getTransactionIsolation();
        if (found != level) {
            connection.setTransactionIsolation(level);
            isolation = found;
        }
    }

    /** Whether one statement is a transaction by itself, as it is to be. */
    boolean isAutocommit() {
        return autocommit && isolate == null;
    }

    /** The statements of a table, each a transaction by itself or all in one that begins here. */
    <R, ID> Statements<R, ID> statements(TableSql<R, ID> sql, boolean isEachByItself) {
        Snapshot.Since since = isEachByItself ? Snapshot.Since.STATEMENT : Snapshot.Since.OPERATION;
        return new Statements<>(connection, sql, new Snapshot(connection, since));
    }

    /** A connection on which none could be begun may be in one all the same: it is given up. */
    void begin(Dialect dialect) throws Refusal {
        if (isBroken) { // what could not be rolled back must not be committed with what follows
            SQLException givenUp = new SQLException("the connection was given up", "08003");
            throw new Refusal(Fault.DISCONNECTED, givenUp, Refusal.Stage.PREPARING);
        }
        try {
            if (autocommit && !isInTransaction) {
                connection.setAutoCommit(false);
            }
            isInTransaction = true;
            if (isolate != null) {
                try (Statement statement = connection.createStatement()) {
                    boolean unused = statement.execute(isolate);
                }
            }
        } catch (SQLException e) {
            isBroken = true;
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.PREPARING);
        }
    }

    /**
     * Refuses a transaction in which somebody's statement failed.
     *
     * <p>PostgreSQL answers its COMMIT with ROLLBACK, and pgjdbc returns as if all were well; a savepoint it refuses.
     */
    void probe(Dialect dialect) throws Refusal {
        try {
            if (connection.getMetaData().supportsSavepoints()) {
                Savepoint unused = connection.setSavepoint();
            }
        } catch (SQLException e) {
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.PREPARING);
        }
    }

    /** A refusal proves a rollback only if the server says so, and the rollback that follows it succeeds; else nothing is known. */
    void commit(Dialect dialect) throws Refusal {
        try {
            connection.commit();
        } catch (SQLException e) {
            rollback();
            boolean isProven = !isBroken && provesRollback(e.getSQLState() == null ? "" : e.getSQLState());
            throw new Refusal(isProven ? dialect.fault(e) : Fault.DISCONNECTED, e, Refusal.Stage.COMMITTING);
        }
    }

    /** Transaction rollback (but for "statement completion unknown"), integrity constraint violation, failed transaction. */
    private static boolean provesRollback(String state) {
        return (state.startsWith("40") && !state.equals("40003")) || state.startsWith("23") || state.equals(FAILED);
    }

    /**
     * What a statement's refusal proves of the transaction that it was sent in.
     *
     * <p>pgjdbc sends BEGIN as a message of its own. If that is what was cancelled, the statement ran in autocommit, and stands. Then no
     * transaction is there that could refuse a savepoint.
     */
    Refusal proven(Refusal refusal) {
        return proven(connection, refusal);
    }

    /** The same of a transaction that the caller began: its first statement carries the BEGIN, too. */
    static Refusal proven(Connection connection, Refusal refusal) {
        boolean mayHaveHitBegin = CANCELLED.equals(refusal.failure().getSQLState())
                && (refusal.stage() == Refusal.Stage.SENT || refusal.stage() == Refusal.Stage.ANSWERED)
                && DriverFacts.isSentApart(connection);
        return mayHaveHitBegin && !isFailed(connection) ? refusal.unproven() : refusal;
    }

    private static boolean isFailed(Connection connection) {
        try {
            Savepoint unused = connection.setSavepoint();
            return false;
        } catch (SQLException e) {
            return FAILED.equals(e.getSQLState());
        }
    }

    /** Ends a transaction that has only read; where that fails, it is rolled back. */
    void endRead() {
        if (!isBroken && isOpen() && !quietly("commit", connection::commit)) {
            rollback();
        }
    }

    /**
     * Ends a transaction whose write was refused, and changed no row.
     *
     * <p>A rule or a trigger may have changed others, so it is rolled back; but not on H2, where a rollback can remove a row that somebody
     * else inserted meanwhile (seen on 2.3 to 2.5).
     */
    void endRefused() {
        if (DriverFacts.rollsBackOthers(connection)) {
            endRead();
        } else {
            rollback();
        }
    }

    /** Rolls back what was begun, if anything; where that fails, the connection is given up and the database does it. */
    void rollback() {
        if (isOpen() && !quietly("rollback", connection::rollback)) {
            isBroken = true;
        }
    }

    private boolean isOpen() {
        return !autocommit || isInTransaction;
    }

    /** A connection that was lost is given up, so that no pool lends it again: not every pool knows every driver's codes. */
    void refused(Refusal refusal) {
        isBroken |= refusal.fault() == Fault.DISCONNECTED;
    }

    /** Gives autocommit and isolation back as they were found; a connection that does not take them is given up. */
    @Override
    public void close() {
        if (!isBroken && autocommit && isInTransaction) {
            isBroken = !quietly("autocommit", () -> connection.setAutoCommit(true));
        }
        if (!isBroken && isolation != Connection.TRANSACTION_NONE) {
            isBroken = !quietly("isolation", () -> connection.setTransactionIsolation(isolation));
        }
        if (isBroken) {
            // switching to autocommit, as Jdbi does when it closes a handle, would commit what could not be rolled back
            quietly("abort", () -> connection.abort(Runnable::run));
            quietly("evict", () -> eviction.evict(connection));
            quietly("close", connection::close); // H2 has no abort
        }
    }

    private interface Action {
        void run() throws SQLException;
    }

    /** After a write is decided, nothing may hide its outcome. */
    @CanIgnoreReturnValue
    private static boolean quietly(String what, Action action) {
        try {
            action.run();
            return true;
        } catch (SQLException e) {
            LOG.debug("{} failed (SQLSTATE {}); the pool will find the connection broken", what, e.getSQLState());
        } catch (RuntimeException e) {
            LOG.debug("{} failed; the pool will find the connection broken", what, e);
        }
        return false;
    }
}
