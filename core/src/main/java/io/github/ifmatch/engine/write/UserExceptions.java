package io.github.ifmatch.engine.write;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.DatabaseException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.Table;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.dialect.Fault;
import io.github.ifmatch.engine.mapping.Versions;
import io.github.ifmatch.engine.sql.CatalogFailure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the caller is told when the database refused. */
public final class UserExceptions {

    private static final String ATTEMPTED = ", " + Unit.ATTEMPTS + " attempts in all. Nothing was written.";

    private static final String ALSO_DELETED = "; a row that is marked as deleted may hold the same key";

    private UserExceptions() {}

    /** A write that was refused. */
    public static VersionedException ofWrite(Refusal refusal, Change<?> change, Owner owner) {
        String what = change.where() + ": " + change.verb().word;
        if (refusal.stage() == Refusal.Stage.COMMITTING) {
            return ofCommit(refusal, what, ATTEMPTED, change.again(), null);
        }
        return switch (fault(refusal, owner)) {
            case SERIALIZATION -> unordered(what, refusal.failure(), owner);
            case BUSY ->
                isUnproven(refusal, owner)
                        ? disconnected(what, refusal, owner, change.again(), null)
                        : busy(what, refusal, left(refusal, owner));
            case DISCONNECTED -> disconnected(what, refusal, owner, change.again(), null);
            case DUPLICATE ->
                new DatabaseException(
                        what + refusal.whyDuplicate() + (change.marks() ? ALSO_DELETED : "") + state(refusal.failure())
                                + ". " + owner.refused,
                        refusal.failure());
            case OTHER -> other(what, refusal, change, owner);
        };
    }

    /** What failed; where a statement stands by itself and its answer could not be read, it does not matter why. */
    private static Fault fault(Refusal refusal, Owner owner) {
        boolean stands = refusal.isAnswered(owner) && refusal.fault() != Fault.DISCONNECTED;
        return stands ? Fault.OTHER : refusal.fault();
    }

    /** What was refused: one write, or many. */
    public interface Subject {
        Table<?, ?> table();

        Verb verb();

        /** The table and what of it, as messages show them. */
        String where();

        /** What to do when it is not known whether it was written. */
        String again();
    }

    /** A batch that was refused as a whole. */
    public static VersionedException ofBatch(Refusal refusal, Subject batch, Owner owner) {
        return ofMany(refusal, batch.table(), batch.where() + ": " + batch.verb().word, batch.again(), owner);
    }

    /** An update by condition, or its commit, that was refused. */
    public static VersionedException ofUpdateWhere(
            Refusal refusal, Table<?, ?> table, Owner owner, UnknownOutcomeException.@Nullable Inquiry inquiry) {
        String what = table.name() + ": updateWhere";
        return refusal.stage() == Refusal.Stage.COMMITTING
                ? ofCommit(refusal, what, ATTEMPTED, Change.LOOK_FIRST, inquiry)
                : ofMany(refusal, table, what, Change.LOOK_FIRST, owner);
    }

    private static VersionedException ofMany(
            Refusal refusal, Table<?, ?> table, String what, String again, Owner owner) {
        SQLException failure = refusal.failure();
        return switch (fault(refusal, owner)) {
            case SERIALIZATION -> unordered(what, failure, owner);
            case BUSY ->
                isUnproven(refusal, owner)
                        ? disconnected(what, refusal, owner, again, null)
                        : busy(what, refusal, left(refusal, owner));
            case DISCONNECTED -> disconnected(what, refusal, owner, again, null);
            default ->
                isUnproven(refusal, owner)
                        ? disconnected(what, refusal, owner, again, null)
                        : new DatabaseException(
                                what + " failed" + state(failure) + Hints.of(failure, table) + ". "
                                        + left(refusal, owner),
                                failure);
        };
    }

    /** A query that was refused. */
    public static VersionedException ofRead(Refusal refusal, Table<?, ?> table, Owner owner) {
        String what = table.name() + ": reading";
        return switch (refusal.fault()) {
            case SERIALIZATION -> unordered(what, refusal.failure(), owner);
            case BUSY -> new BusyException(what + " gave up waiting" + state(refusal.failure()), refusal.failure());
            default ->
                new DatabaseException(
                        what + " failed" + state(refusal.failure()) + Hints.of(refusal.failure(), table),
                        refusal.failure());
        };
    }

    /** The commit of a write, or of a batch, that was refused. */
    public static VersionedException ofCommit(
            Refusal refusal, Subject written, UnknownOutcomeException.@Nullable Inquiry inquiry) {
        return ofCommit(refusal, written.where() + ": " + written.verb().word, ATTEMPTED, written.again(), inquiry);
    }

    /** A transaction that could not be begun. */
    public static VersionedException ofBegin(Refusal refusal) {
        SQLException failure = refusal.failure();
        String what = "the transaction";
        return switch (refusal.fault()) {
            case SERIALIZATION -> unordered(what, failure, ". Nothing was written: run all of it again.");
            case BUSY -> busy(what, refusal, Owner.OURS.refused);
            default ->
                new DatabaseException(what + " could not be begun" + state(failure) + ". Nothing was sent.", failure);
        };
    }

    /** The commit of a caller's work that was refused. */
    public static VersionedException ofCommit(Refusal refusal, UnknownOutcomeException.@Nullable Inquiry inquiry) {
        return ofCommit(
                refusal,
                "the transaction",
                ". Nothing was written: run all of it again.",
                "read what it wrote before you run it again",
                inquiry);
    }

    private static VersionedException ofCommit(
            Refusal refusal,
            String what,
            String unordered,
            String again,
            UnknownOutcomeException.@Nullable Inquiry inquiry) {
        SQLException failure = refusal.failure();
        return switch (refusal.fault()) {
            case SERIALIZATION -> unordered(what, failure, unordered);
            case BUSY -> busy(what, refusal, Owner.OURS.refused);
            case DISCONNECTED -> disconnected(what, refusal, Owner.OURS, again, inquiry);
            default ->
                new DatabaseException(
                        what + " was refused at commit" + state(failure) + ". " + Owner.OURS.carriedOut, failure);
        };
    }

    /** No connection, or one that does not do what every connection must. */
    public static DatabaseException connection(SQLException failure) {
        if (failure instanceof CatalogFailure catalog) {
            return catalog.told();
        }
        return new DatabaseException("no usable connection" + state(failure) + ". Nothing was sent.", failure);
    }

    /** Something was thrown between the statement and its outcome, by a row's constructor for instance: it may stand. */
    public static DatabaseException cutShort(String where, Throwable thrown) {
        return new DatabaseException(
                where + ": the write was cut short (" + thrown.getClass().getName()
                        + "), so the transaction can only be rolled back",
                thrown);
    }

    private static SerializationException unordered(String what, SQLException failure, Owner owner) {
        return owner == Owner.CALLER
                ? serialization(what, failure)
                : unordered(what, failure, owner == Owner.ATTEMPT ? ". " + owner.refused : ATTEMPTED);
    }

    private static SerializationException serialization(String what, SQLException failure) {
        return new SerializationException(
                what + " cannot be ordered with the other transactions" + state(failure)
                        + ". This transaction is dead and nothing of it was written: roll it back and run all of it again.",
                failure);
    }

    private static SerializationException unordered(String what, SQLException failure, String then) {
        return new SerializationException(
                what + " could not be ordered with the other transactions" + state(failure) + then, failure);
    }

    private static BusyException busy(String what, Refusal refusal, String left) {
        SQLException failure = refusal.failure();
        return new BusyException(what + refusal.whyBusy() + state(failure) + ". " + left, failure);
    }

    private static VersionedException disconnected(
            String what,
            Refusal refusal,
            Owner owner,
            String again,
            UnknownOutcomeException.@Nullable Inquiry inquiry) {
        String state = state(refusal.failure());
        if (!mayStand(refusal, owner)) {
            return new DatabaseException(
                    what + " lost its connection" + state + ". Nothing was written.", refusal.failure());
        }
        boolean isLost = Fault.of(refusal.failure())
                == Fault.DISCONNECTED; // a timeout, or an error without a SQLSTATE, is not that
        return new UnknownOutcomeException(
                what + (isLost ? " lost its connection" : " failed") + " while it was being committed" + state
                        + ". It may stand or not: ask resolve(); if that is unknown, " + again + ".",
                refusal.failure(),
                inquiry);
    }

    private static boolean mayStand(Refusal refusal, Owner owner) {
        return refusal.stage() == Refusal.Stage.COMMITTING
                || (owner == Owner.STATEMENT && refusal.stage() != Refusal.Stage.PREPARING);
    }

    private static VersionedException other(String what, Refusal refusal, Change<?> change, Owner owner) {
        if (isUnproven(refusal, owner)) {
            return disconnected(what, refusal, owner, change.again(), null);
        }
        SQLException failure = refusal.failure();
        String overflow = overflow(refusal, change);
        String hint = overflow + Hints.of(failure, change.table());
        String message = what + " failed" + state(failure) + hint + ". " + left(refusal, owner);
        return overflow.isEmpty()
                ? new DatabaseException(message, failure)
                : new DatabaseException(message, failure, DatabaseException.Kind.OTHER);
    }

    /** What state the refusal left: databases undo a statement that fails; one whose answer could not be read was carried out. */
    private static String left(Refusal refusal, Owner owner) {
        return refusal.stage() == Refusal.Stage.ANSWERED ? owner.carriedOut : owner.refused;
    }

    /**
     * Whether the statement may stand: it was sent by itself, and what the driver says is no error of the statement's, such as "no
     * data" (02), a warning (01), or nothing at all.
     */
    static boolean isUnproven(Refusal refusal, Owner owner) {
        String state = refusal.failure().getSQLState();
        boolean isError = (state != null && !state.isEmpty() && !state.matches("0[012].*"))
                || refusal.isOfValues()
                || SqliteFacts.provesUndone(refusal.failure());
        return owner == Owner.STATEMENT && refusal.stage() == Refusal.Stage.SENT && !isError;
    }

    /** Out of range at the last version of a width is the version's own overflow. */
    private static String overflow(Refusal refusal, Change<?> change) {
        String width = refusal.isOutOfRange() && change.verb().checksVersion()
                ? Versions.widthThatEndsAt(change.expectedVersion())
                : "";
        return width.isEmpty()
                ? ""
                : ": version " + change.expectedVersion() + " is the last that a column of type " + width
                        + " can hold; give the version a wider type";
    }

    /** Pools give none when they have no connection to give. */
    private static String state(SQLException failure) {
        return failure.getSQLState() == null ? "" : " (SQLSTATE " + failure.getSQLState() + ")";
    }
}
