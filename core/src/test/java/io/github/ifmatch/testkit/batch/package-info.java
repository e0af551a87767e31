/**
 * Many rows in one call, from a stream, or by a condition: an outcome for each, or nothing written.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes what it does with lists that are long, mixed, raced and refused.
 */
package io.github.ifmatch.testkit.batch;
