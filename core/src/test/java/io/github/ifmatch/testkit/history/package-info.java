/**
 * Histories of what an application read and wrote, and the checks that find lost updates in them.
 *
 * <p>In goes what each client read and wrote, with versions, out comes a report of what cannot have been right. Whatever the application is
 * written with: needs nothing of the contracts and nothing of Ifmatch; AssertJ for {@link
 * io.github.ifmatch.testkit.history.HistoryAssert} alone.
 */
package io.github.ifmatch.testkit.history;
