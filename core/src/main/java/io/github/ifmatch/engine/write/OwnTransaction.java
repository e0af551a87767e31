package io.github.ifmatch.engine.write;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.github.ifmatch.ConnectionSource;
import io.github.ifmatch.Isolation;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Dialect;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction of ours, or one statement in autocommit where that is enough; leaves the connection as it was found. For one thread
 * at a time, like the connection.
 */
public final class OwnTransaction implements Unit, AutoCloseable {

    private final Connection connection;
    private final @Nullable ConnectionSource source;
    private final Eviction eviction;
    private final @Nullable Isolation wanted;
    private Dialect dialect = Dialect.STANDARD;
    private @Nullable String isolate;
    private @Nullable String transactionId;
    private int isolation = Connection.TRANSACTION_NONE;
    private boolean autocommit = true;
    private boolean isOneStatement;
    private boolean isInTransaction;
    private boolean isBroken;

    /**
     * On a connection that is in no transaction.
     *
     * @param source where to get another one, if that is known
     */
    public OwnTransaction(Connection connection, @Nullable ConnectionSource source, @Nullable Isolation isolation) {
        this.connection = connection;
        this.source = source;
        this.eviction = Leases.eviction(source);
        this.wanted = isolation;
    }

    /** Runs an operation in a transaction of its own. */
    static <T> T run(
            Connection connection,
            @Nullable ConnectionSource source,
            @Nullable Isolation isolation,
            Scope.Operation<T> operation)
            throws SQLException {
        try (OwnTransaction unit = new OwnTransaction(connection, source, isolation)) {
            return operation.in(unit);
        }
    }

    @Override
    public <R, ID> TableSql<R, ID> sql(Finding<TableSql<R, ID>> finding) throws SQLException {
        return enter(finding, TableSql::dialect);
    }

    /**
     * Finds how to speak to the database, and isolates what follows. The catalogue may be read for it: on whatever fails, what was begun
     * so is ended, and a connection that was lost is given up.
     */
    @CanIgnoreReturnValue
    public <T> T enter(Finding<T> finding, Function<T, Dialect> dialectOf) throws SQLException {
        try {
            autocommit = connection.getAutoCommit();
            T found = finding.on(connection);
            dialect = dialectOf.apply(found);
            if (wanted != null) {
                isolate(wanted);
            }
            return found;
        } catch (SQLException e) {
            isBroken = Fault.of(e.getCause() instanceof SQLException cause ? cause : e) == Fault.DISCONNECTED;
            undo();
            throw e;
        } catch (RuntimeException e) {
            undo();
            throw e;
        }
    }

    /** The isolation of a transaction that has read the catalogue could not be changed any more. */
    private void isolate(Isolation level) throws SQLException {
        if (!autocommit) {
            connection.commit();
        }
        isolate = dialect.isolate(level.name().replace('_', ' ')).orElse(null);
        if (isolate == null) {
            isolate(level.level());
        }
    }

    private void isolate(int level) throws SQLException {
        int found = connection.getTransactionIsolation();
        if (found != level) {
            connection.setTransactionIsolation(level);
            isolation = found;
        }
    }

    @Override
    public void isOneStatement() {
        isOneStatement = autocommit && isolate == null;
    }

    @Override
    public <R, ID> Statements<R, ID> statements(TableSql<R, ID> sql) {
        Snapshot.Since since = isOneStatement ? Snapshot.Since.STATEMENT : Snapshot.Since.OPERATION;
        return new Statements<>(connection, sql, new Snapshot(connection, since), false);
    }

    @Override
    public Owner owner() {
        return isOneStatement ? Owner.STATEMENT : Owner.OURS;
    }

    @Override
    public void begin() throws Refusal {
        begin(true);
    }

    /** A connection on which none could be begun may be in one all the same: it is given up. */
    private void begin(boolean writes) throws Refusal {
        transactionId = null; // that of another attempt tells nothing of this one
        if (isBroken) { // what could not be rolled back must not be committed with what follows
            throw Refusal.givenUp();
        }
        boolean hasBegun = false;
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
            hasBegun = true;
            if (writes) {
                dialect.beginWriting(connection);
            }
        } catch (SQLException e) {
            isBroken = !hasBegun;
            throw new Refusal(dialect.fault(e), e, Refusal.Stage.PREPARING);
        }
    }

    /**
     * Refuses a transaction in which somebody's statement failed: PostgreSQL answers its COMMIT with ROLLBACK, and pgjdbc returns as if
     * all were well; a savepoint it refuses.
     */
    public void probe() throws Refusal {
        Mark unused = Mark.set(connection, dialect);
    }

    /** Commits. A refusal proves a rollback only if the server says so, and the rollback after it succeeds; else nothing is known. */
    @Override
    public void keep() throws Refusal {
        try {
            connection.commit();
        } catch (SQLException e) {
            boolean hasEnded = SqliteFacts.hasEnded(connection, e);
            if (hasEnded && SqliteFacts.provesCommit(e)) {
                return;
            }
            undo();
            Fault fault = !isBroken && DriverFacts.provesRollback(e, hasEnded) ? dialect.fault(e) : Fault.DISCONNECTED;
            throw new Refusal(fault, e, Refusal.Stage.COMMITTING);
        }
    }

    /**
     * Ends a transaction whose write was refused, and changed no row. A rule or a trigger may have changed others, so it is rolled back;
     * but not on H2, where a rollback can remove a row that somebody else inserted meanwhile (seen on 2.3 to 2.5).
     */
    @Override
    public void leave() {
        if (DriverFacts.rollsBackOthers(connection)) {
            endRead();
        } else {
            undo();
        }
    }

    /** Commits what was only read, for the same reason. */
    private void endRead() {
        if (!isBroken && isOpen() && !Quietly.run("commit", connection::commit)) {
            undo();
        }
    }

    /** Rolls back what was begun, if anything; where that fails, the connection is given up and the database does it. */
    @Override
    public void undo() {
        if (isOpen() && !Quietly.run("rollback", connection::rollback)) {
            isBroken = true;
        }
    }

    private boolean isOpen() {
        return !autocommit || isInTransaction;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    /** A connection that was lost is given up, so that no pool lends it again: not every pool knows every driver's codes. */
    @Override
    public Refusal proven(Refusal refusal) {
        Refusal proven = isOpen() ? DriverFacts.proven(connection, refusal) : refusal;
        isBroken |= proven.fault() == Fault.DISCONNECTED;
        return proven;
    }

    @Override
    public VersionedException failed(VersionedException e) {
        return e;
    }

    @Override
    public void wrote(Statements<?, ?> statements, @Nullable String answered) throws Refusal {
        if (transactionId == null) {
            transactionId = answered == null ? statements.transactionId().orElse(null) : answered;
        }
    }

    @Override
    public UnknownOutcomeException.@Nullable Inquiry inquiry() {
        return source == null || transactionId == null ? null : new Asking(source, dialect, transactionId);
    }

    @Override
    public boolean asksLater() {
        return source != null;
    }

    @Override
    public boolean outlivesDeadlock() {
        return true;
    }

    @Override
    public void tell(Telling telling) {
        telling.tell(true);
    }

    @Override
    public <T> T once(boolean writes, Sending<T> sending) throws Refusal {
        if (!isOneStatement) {
            begin(writes);
        }
        boolean isDone = false;
        try {
            T answer = sending.send();
            if (!writes) {
                endRead();
            } else if (!isOneStatement) {
                keep();
            }
            isDone = true;
            return answer;
        } catch (Refusal refusal) {
            throw proven(refusal);
        } finally {
            if (!isDone) {
                undo();
            }
        }
    }

    /** Gives autocommit and isolation back as they were found; a connection that does not take them is given up. */
    @Override
    public void close() {
        if (!isBroken && autocommit && isInTransaction) {
            isBroken = !Quietly.run("autocommit", () -> connection.setAutoCommit(true));
        }
        if (!isBroken && isolation != Connection.TRANSACTION_NONE) {
            isBroken = !Quietly.run("isolation", () -> connection.setTransactionIsolation(isolation));
        }
        if (isBroken) {
            // switching to autocommit, as Jdbi does when it closes a handle, would commit what could not be rolled back
            Quietly.run("abort", () -> connection.abort(Runnable::run));
            // a pool that cannot be reached, behind a proxy, sees it by this; MySQL's driver is silent when it is given
            // back
            Quietly.run("use after abort", () -> connection.createStatement().close());
            Quietly.run("evict", () -> eviction.evict(connection));
            Quietly.run("close", connection::close); // H2 has no abort
        }
    }
}
