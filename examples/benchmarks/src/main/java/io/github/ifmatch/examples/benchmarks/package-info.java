/**
 * What a versioned write costs beside hand-written JDBC and Jdbi that do the same.
 *
 * <p>In goes JMH's command line; out comes a table of ratios, and the figures as JSON.
 */
@NullMarked
package io.github.ifmatch.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
