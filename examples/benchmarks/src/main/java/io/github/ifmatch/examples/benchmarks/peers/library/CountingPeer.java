package io.github.ifmatch.examples.benchmarks.peers.library;

import io.github.ifmatch.examples.benchmarks.peers.row.RecordRow;
import java.util.ArrayList;
import java.util.List;

/** A library that is told by a count whether a row was written, and works out the rest. Thread-safe. */
interface CountingPeer<R extends RecordRow<R>> extends Peer<R> {

    /** Whether it was written. */
    boolean write(R row);

    @Override
    default R update(R row) {
        return required(write(row), row);
    }

    @Override
    default R conflict(R stale) {
        if (write(stale)) {
            throw new IllegalStateException("written");
        }
        return find(stale.id());
    }

    @Override
    default R hit(long id) {
        while (true) {
            R edited = find(id).edited();
            if (write(edited)) {
                return edited.at(edited.version() + 1);
            }
        }
    }

    /** The row at its new version, if it was written. */
    static <R extends RecordRow<R>> R required(boolean isWritten, R row) {
        if (!isWritten) {
            throw new StaleException();
        }
        return row.at(row.version() + 1);
    }

    /** The rows by the counts of a batch. */
    static <R extends RecordRow<R>> Written<R> counted(int[] counts, List<R> rows) {
        List<R> stored = new ArrayList<>(rows.size());
        int written = 0;
        for (int i = 0; i < counts.length; i++) {
            R row = rows.get(i);
            written += counts[i];
            stored.add(counts[i] == 1 ? row.at(row.version() + 1) : row);
        }
        return new Written<>(written, stored);
    }
}
