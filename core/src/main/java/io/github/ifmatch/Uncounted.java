package io.github.ifmatch;

/** The driver does not tell which statements of a JDBC batch changed a row: it must be undone. */
final class Uncounted extends Exception {

    private static final long serialVersionUID = 1L;

    Uncounted() {
        super(null, null, false, false);
    }
}
