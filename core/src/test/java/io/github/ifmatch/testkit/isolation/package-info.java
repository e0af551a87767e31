/**
 * Which anomalies a database lets through at each of its isolation levels, by hand and with versions.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}; each anomaly is played in the same steps three times. Out comes what became of
 * it, in a file of the build folder, of which docs/isolation.md is drawn.
 */
package io.github.ifmatch.testkit.isolation;
