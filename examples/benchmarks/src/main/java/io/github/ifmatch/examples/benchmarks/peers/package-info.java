/**
 * Ifmatch and its peers, each doing the same work, in turns.
 *
 * <p>{@link io.github.ifmatch.examples.benchmarks.peers.Peers} is the program; see {@code peers.md}. A {@link
 * io.github.ifmatch.examples.benchmarks.peers.Contest} is a workload on a database, a {@link
 * io.github.ifmatch.examples.benchmarks.peers.Way} a library.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.peers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
