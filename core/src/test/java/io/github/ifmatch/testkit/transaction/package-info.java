/**
 * Whose transaction a write runs in, who waits for whom, and what is left when it breaks.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes what becomes of ours and of the caller's: isolated, joined, run again,
 * raced, locked out, and cut off.
 */
package io.github.ifmatch.testkit.transaction;
