package io.github.ifmatch.engine.write;

import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.dialect.Fault;
import java.sql.SQLException;

/** A statement, or a commit, that the database did not carry out; how the caller is told depends on whose transaction it was. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    /** MariaDB's and MySQL's error code; their drivers give it the SQLSTATE of a serialization failure. */
    private static final int DEADLOCK = 1213;

    private static final int CUT_VALUE = 1265;

    private final Fault fault;
    private final SQLException failure;
    private final Stage stage;
    private final boolean hasEndedAll;
    private final boolean isOfMarked;

    /** How far things had come. */
    public enum Stage {
        /** Nothing was sent. */
        PREPARING,
        /** The statement was sent, its answer did not come. */
        SENT,
        /** The statement was carried out; reading its answer failed. */
        ANSWERED,
        /** The commit was sent. */
        COMMITTING
    }

    Refusal(Fault fault, SQLException failure, Stage stage) {
        this(fault, failure, stage, false);
    }

    /**
     * The same, of a statement that may have ended its whole transaction.
     *
     * @param hasEndedAll whether what is sent next would not be part of it any more
     */
    Refusal(Fault fault, SQLException failure, Stage stage, boolean hasEndedAll) {
        this(fault, failure, stage, hasEndedAll, false);
    }

    private Refusal(Fault fault, SQLException failure, Stage stage, boolean hasEndedAll, boolean isOfMarked) {
        super(null, failure, false, false);
        this.fault = fault;
        this.failure = failure;
        this.stage = stage;
        this.hasEndedAll = hasEndedAll;
        this.isOfMarked = isOfMarked;
    }

    /** Nothing is sent on a connection that was given up. */
    static Refusal givenUp() {
        return new Refusal(
                Fault.DISCONNECTED, new SQLException("the connection was given up", "08003"), Stage.PREPARING);
    }

    /** What cannot be ordered with what others do, though the database itself did not refuse it. */
    public static Refusal unordered(String why, Stage stage) {
        return new Refusal(Fault.SERIALIZATION, new SQLException(why, "40001"), stage);
    }

    /** The same of an insert whose id stood against it, in a row that was gone at the next look: others are busy with that row. */
    Refusal cameAndWent() {
        return new Refusal(Fault.BUSY, failure, stage);
    }

    /** The same of an insert whose id a row has that is marked as deleted. */
    Refusal ofMarked() {
        return new Refusal(Fault.DUPLICATE, failure, stage, hasEndedAll, true);
    }

    /** What made a refusal {@link Fault#DUPLICATE}, in words: such a row, or any other. */
    String whyDuplicate() {
        return isOfMarked ? " met a row of the same id that is marked as deleted" : " would break a unique index";
    }

    /** What made a refusal {@link Fault#BUSY}, in words: such a row, or a wait. */
    String whyBusy() {
        return Fault.of(failure) == Fault.DUPLICATE
                ? " met a row of the same id, which came and went"
                : " gave up waiting";
    }

    public Fault fault() {
        return fault;
    }

    /**
     * Whether the database chose this transaction as the victim of a deadlock, as PostgreSQL says (40P01), and MariaDB and MySQL (1213); others
     * call it a serialization failure.
     */
    public boolean isDeadlock() {
        String state = failure.getSQLState();
        return fault != Fault.DISCONNECTED
                && ("40P01".equals(state) || ("40001".equals(state) && failure.getErrorCode() == DEADLOCK));
    }

    /** Whether a number was too great for its column: 22003, on H2 22004; MySQL's driver makes 22001 of its codes 1264 and 1690. */
    boolean isOutOfRange() {
        int code = failure.getErrorCode();
        return switch (String.valueOf(failure.getSQLState())) {
            case "22003", "22004" -> true;
            case "22001" -> code == 1264 || code == 1690;
            default -> false;
        };
    }

    /**
     * Whether a value was at fault: one that does not fit, or breaks a constraint. MySQL and MariaDB refuse one that would be cut with a warning's
     * state, 01000, and code 1265.
     */
    public boolean isOfValues() {
        String state = String.valueOf(failure.getSQLState());
        return state.startsWith("22")
                || state.startsWith("23")
                || (state.equals("01000") && failure.getErrorCode() == CUT_VALUE);
    }

    /**
     * Whether the id may exist already: a driver may tell that apart from other constraints, or not, or give no SQLSTATE at all. Where its error
     * code names another constraint, that is what was broken, whether the id exists or not.
     */
    boolean mayBeDuplicate() {
        String state = failure.getSQLState();
        boolean isVague = state == null || state.isEmpty() || state.equals("23000");
        if (fault == Fault.OTHER && isVague) {
            DatabaseException.Kind kind = new DatabaseException("", failure).kind();
            return kind == DatabaseException.Kind.OTHER || kind == DatabaseException.Kind.UNIQUE;
        }
        return fault == Fault.DUPLICATE;
    }

    /** Whether it is of a statement in autocommit that was carried out: it must be neither sent again nor taken for somebody else's. */
    boolean isAnswered(Owner owner) {
        return stage == Stage.ANSWERED && owner == Owner.STATEMENT;
    }

    /** The same of a statement whose transaction may never have begun: it may stand. */
    Refusal unproven() {
        return new Refusal(Fault.DISCONNECTED, failure, Stage.COMMITTING);
    }

    /** Whether the database has rolled back the whole transaction, and not the statement alone. */
    boolean hasEndedAll() {
        return hasEndedAll;
    }

    public SQLException failure() {
        return failure;
    }

    public Stage stage() {
        return stage;
    }
}
