package io.github.ifmatch.engine.write;

import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.sql.TableSql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept or undone as one, on one connection: a transaction of ours, or a part of somebody's. For one thread at a time, like
 * the connection.
 */
public interface Unit {

    /** How often something is sent, the first time included, while serialization fails and nothing stands against it. */
    int ATTEMPTS = 5;

    /** Finds how to speak to the database; may read the catalogue. */
    interface Finding<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Sends something. */
    interface Sending<T> {
        T send() throws Refusal;
    }

    /** Tells of something that was written. */
    interface Telling {
        void tell(boolean isCommitted);
    }

    /** The statements of a table, rendered; the first thing that an operation asks for. */
    <R, ID> TableSql<R, ID> sql(Finding<TableSql<R, ID>> finding) throws SQLException;

    /** What is sent is one statement, which needs no transaction around it: in autocommit it has none. */
    void isOneStatement();

    /** Sends the statements of a table here. */
    <R, ID> Statements<R, ID> statements(TableSql<R, ID> sql);

    Owner owner();

    void begin() throws Refusal;

    /** Keeps what was sent since the beginning. */
    void keep() throws Refusal;

    /** Ends what has changed no row. */
    void leave();

    /** Undoes what was sent since the beginning. */
    void undo();

    /** Whether all that was to be undone was undone. */
    boolean isWhole();

    /** What a statement's refusal proves of what was sent; to be asked once, before anything is undone. */
    Refusal proven(Refusal refusal);

    /** The same exception: after it, nothing more can be done in somebody's transaction. */
    VersionedException failed(VersionedException e);

    /** Something was written; the id of the transaction is asked for if the write did not answer it. */
    void wrote(Statements<?, ?> statements, @Nullable String transactionId) throws Refusal;

    /** How to ask later whether it was committed, if that is known. */
    UnknownOutcomeException.@Nullable Inquiry inquiry();

    /** Whether it will be asked what became of the transaction, if its commit is not answered. */
    boolean asksLater();

    /** Whether all is run again that a deadlock undoes, so that one costs no more than time. */
    boolean outlivesDeadlock();

    /** Tells of something that was written here: once it is committed, or now, as far as that is known. */
    void tell(Telling telling);

    /** Sends something, and keeps it. */
    <T> T once(boolean writes, Sending<T> sending) throws Refusal;

    /** The same, again after a serialization failure if the transaction is ours. */
    default <T> T run(boolean writes, Sending<T> sending, Function<Refusal, VersionedException> failure) {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(writes, sending);
            } catch (Refusal refusal) {
                if (!mayRunAgain(refusal, attempt)) {
                    throw failed(failure.apply(refusal));
                }
            }
        }
    }

    /** Whether the whole can be run again, in another transaction. */
    default boolean mayRunAgain(Refusal refusal, int attempt) {
        return !owner().isPart()
                && refusal.fault() == Fault.SERIALIZATION
                && attempt < ATTEMPTS
                && !refusal.isAnswered(owner());
    }
}
