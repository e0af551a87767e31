package io.github.ifmatch.engine.write;

import io.github.ifmatch.ConnectionSource.Lease;
import io.github.ifmatch.VersionedException;
import java.util.function.BooleanSupplier;

/**
 * Says, suppressed by a failure, that a transaction can only be rolled back because of it: nothing can be tried again inside.
 * Immutable, but for the transaction.
 */
public final class EndedTransaction extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Object whose;
    private final transient BooleanSupplier isOver;

    private EndedTransaction(String message, Object whose, BooleanSupplier isOver) {
        super(message, null, false, false);
        this.whose = whose;
        this.isOver = isOver;
    }

    /** Forbids the commit of a transaction that somebody else began. */
    public static void of(VersionedException failure, Lease lease) {
        mark(failure, new EndedTransaction("its transaction can only be rolled back", lease, () -> false));
        try {
            lease.rollbackOnly().run();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Marks a transaction of ours, which can be run again as a whole once it is over.
     *
     * @param isOver whether it is by now
     */
    public static void of(VersionedException failure, Object transaction, BooleanSupplier isOver) {
        mark(failure, new EndedTransaction("the whole transaction can only be rolled back", transaction, isOver));
    }

    private static void mark(VersionedException failure, EndedTransaction mark) {
        for (Throwable known : failure.getSuppressed()) {
            if (known instanceof EndedTransaction other && other.whose == mark.whose) {
                return;
            }
        }
        failure.addSuppressed(mark);
    }

    /** Whether a failure ended a transaction that somebody else began, or one of ours that has yet to be rolled back. */
    public static boolean isBehind(VersionedException failure) {
        for (Throwable known : failure.getSuppressed()) {
            if (known instanceof EndedTransaction mark && !mark.isOver.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }
}
