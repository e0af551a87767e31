/**
 * One row, one verb: what is written, what is answered, and what is said where nothing is.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes whether a verdict can be believed: of rows that are fresh, stale or
 * missing, behind triggers, views and policies, with bad input and in a bad database.
 */
package io.github.ifmatch.testkit.write;
