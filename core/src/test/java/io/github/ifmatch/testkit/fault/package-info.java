/**
 * Faults on purpose, for tests of any application: drivers that fail or lie, commits without an answer, stale reads, cut connections, triggers.
 *
 * <p>In goes a data source, a port or a repository, out comes one that misbehaves when it is told to. Needs nothing of the contracts.
 */
package io.github.ifmatch.testkit.fault;
