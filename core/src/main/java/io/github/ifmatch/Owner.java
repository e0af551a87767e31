package io.github.ifmatch;

/** Whose transaction a write is made in, and so what state a failure leaves. */
enum Owner {
    /** The statement is a transaction by itself: autocommit. */
    STATEMENT("Nothing was written.", "The write stands."),
    /** Begun and ended around this one write. */
    OURS("Nothing was written.", "Nothing was written: it was rolled back."),
    /** Begun by the caller, or by {@link Database#inTransaction}. */
    CALLER("Nothing was written by it; roll this transaction back.", "The write is in this transaction; roll it back.");

    /** What to say when the statement itself failed. */
    final String refused;

    /** What to say when the statement was carried out, but its answer cannot stand. */
    final String carriedOut;

    Owner(String refused, String carriedOut) {
        this.refused = refused;
        this.carriedOut = carriedOut;
    }
}
