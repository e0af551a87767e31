/**
 * What a caller does about a conflict: see the differences, merge, write all of a form or none of it, and hear of it.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes whether what is merged was seen, and what is told is what happened.
 */
package io.github.ifmatch.testkit.conflict;
