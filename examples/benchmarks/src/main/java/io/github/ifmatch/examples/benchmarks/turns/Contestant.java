package io.github.ifmatch.examples.benchmarks.turns;

import java.sql.SQLException;

/** One way of some work. For one thread at a time. */
public interface Contestant extends AutoCloseable {

    /** Makes ready for the next turn; not measured. */
    default void prepare() throws SQLException {}

    /** Takes its turn; a sum of what it got, so that nothing is optimised away. */
    long turn() throws SQLException;

    @Override
    default void close() {}
}
