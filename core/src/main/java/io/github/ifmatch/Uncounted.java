package io.github.ifmatch;

/** It is not known which statements of a batch changed a row: it must be undone. */
final class Uncounted extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean isTheDrivers;

    /** The driver does not tell. */
    Uncounted() {
        this(true);
    }

    private Uncounted(boolean isTheDrivers) {
        super(null, null, false, false);
        this.isTheDrivers = isTheDrivers;
    }

    /** The rows that were answered cannot be told apart by their ids, which the column or a trigger has changed. */
    static Uncounted unpaired() {
        return new Uncounted(false);
    }

    /** Whether it would be so with every batch. */
    boolean isTheDrivers() {
        return isTheDrivers;
    }
}
