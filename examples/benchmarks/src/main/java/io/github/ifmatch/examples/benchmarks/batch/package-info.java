/**
 * What an update of many rows costs, by hand, with Ifmatch and with others.
 *
 * <p>In go rows and the version at which each was read; out comes how many were written, and, where a way tells it, how each
 * row now stands.
 */
@NullMarked
package io.github.ifmatch.examples.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
