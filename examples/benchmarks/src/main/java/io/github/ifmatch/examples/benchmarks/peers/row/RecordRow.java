package io.github.ifmatch.examples.benchmarks.peers.row;

/** A row that never changes. Immutable. */
public interface RecordRow<R> extends Row<R> {

    /** The same row at this version: for ways that are not told the version that they wrote. */
    R at(long version);
}
