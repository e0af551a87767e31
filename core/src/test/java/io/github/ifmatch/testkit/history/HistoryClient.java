package io.github.ifmatch.testkit.history;

import io.github.ifmatch.testkit.history.Operation.Kind;

/** A client of a {@link History}: says what it is about to read or write. Immutable. */
public final class HistoryClient {

    private final History history;
    private final int number;
    private final int path;

    HistoryClient(History history, int number, int path) {
        this.history = history;
        this.number = number;
        this.path = path;
    }

    /** The same client by another way, such as {@code PUT /articles/{id}} or {@code nightly job}: anomalies name it. */
    public HistoryClient by(String newPath) {
        return new HistoryClient(history, number, history.path(newPath));
    }

    public PendingRead beginRead(Object row) {
        return new PendingRead(history.log(), begin(Kind.READ, row, Operation.NONE));
    }

    public PendingWrite beginInsert(Object row) {
        return write(Kind.INSERT, row, Operation.NONE);
    }

    /** A write on the strength of a version: the one that the client has read, whether or not the application checks it. */
    public PendingWrite beginUpdate(Object row, long expected) {
        return write(Kind.UPDATE, row, expected);
    }

    /**
     * A write whose client may have read nothing. It loses the update before it if this client has not seen the version that it replaces:
     * neither read it nor written it.
     */
    public PendingWrite beginBlindWrite(Object row) {
        return write(Kind.BLIND, row, Operation.NONE);
    }

    /** A write that replaces any version on purpose. It loses nothing by definition. */
    public PendingWrite beginOverwrite(Object row) {
        return write(Kind.OVERWRITE, row, Operation.NONE);
    }

    public PendingWrite beginDelete(Object row, long expected) {
        return write(Kind.DELETE, row, expected);
    }

    /** A delete of any version, on purpose. */
    public PendingWrite beginDelete(Object row) {
        return write(Kind.DELETE, row, Operation.NONE);
    }

    private PendingWrite write(Kind kind, Object row, long expected) {
        return new PendingWrite(history.log(), begin(kind, row, expected));
    }

    private int begin(Kind kind, Object row, long expected) {
        return history.begin(kind, row, this, expected);
    }

    int number() {
        return number;
    }

    int path() {
        return path;
    }
}
