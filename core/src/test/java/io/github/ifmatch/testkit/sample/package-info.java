/**
 * The rows that the contracts write, and their tables.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes a fresh table of accounts, profiles, orders or of one column.
 */
package io.github.ifmatch.testkit.sample;
