package io.github.ifmatch.examples.benchmarks.peers.row;

/** A row that can be changed, with null for what is not known yet. For one thread at a time. */
public interface BeanRow<R> extends Row<R> {

    /** A row of which only these are known: MyBatis-Plus leaves out of an UPDATE what is null. */
    R of(long id, int stock, long version);

    /** Gives back the version that a refused update has counted up. */
    void setVersion(long version);
}
