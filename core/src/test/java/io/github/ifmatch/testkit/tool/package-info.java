/**
 * Tools for tests of any application: what was sent, what was logged, who was first, what holds of whatever is drawn.
 *
 * <p>In goes a data source or a piece of work, out comes what is seen of it. Needs nothing of the contracts.
 */
package io.github.ifmatch.testkit.tool;
