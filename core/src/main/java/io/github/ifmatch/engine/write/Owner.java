package io.github.ifmatch.engine.write;

import io.github.ifmatch.Database;

/** Whose transaction a write is made in, and so what state a failure leaves. */
public enum Owner {
    /** The statement is a transaction by itself: autocommit. */
    STATEMENT(
            "Nothing was written.",
            "The write stands.",
            "The row was not written; what a trigger or a rule did instead stands."),
    /** Begun and ended around this one write. */
    OURS(
            "Nothing was written.",
            "Nothing was written: it was rolled back.",
            "Nothing was written: it was rolled back."),
    /** Begun by the caller, or by {@link Database#inTransaction}. */
    CALLER(
            "Nothing was written by it; roll this transaction back.",
            "The write is in this transaction; roll it back.",
            "The row was not written; what a trigger or a rule did instead is in this transaction."),
    /** Begun and ended around an attempt of several statements, which fails as a whole. */
    ATTEMPT(
            "Nothing was written.",
            "Nothing was written: it was rolled back.",
            "Nothing was written: it was rolled back.");

    /** What to say when a statement was carried out, and it is not known in whose transaction. */
    public static final String SOMEBODYS_CARRIED_OUT =
            "It was carried out: roll its transaction back; if it had none, it stands.";

    /** What to say when the statement itself failed. */
    final String refused;

    /** What to say when the statement was carried out, but its answer cannot stand. */
    public final String carriedOut;

    /** What to say when the statement was carried out, and wrote no row though nothing stood against it. */
    final String suppressed;

    Owner(String refused, String carriedOut, String suppressed) {
        this.refused = refused;
        this.carriedOut = carriedOut;
        this.suppressed = suppressed;
    }

    /** Whether what is sent is a part of a larger transaction: it is sent once, and stands or falls with it. */
    public boolean isPart() {
        return this == CALLER || this == ATTEMPT;
    }
}
