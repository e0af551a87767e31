/**
 * The contract through Jdbi: a database whose rows come from a Jdbi, a handle or a SQL object.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.jdbi.Way} and a dialect; what Jdbi does in a way of its own is left out by {@link
 * io.github.ifmatch.testkit.jdbi.NotThroughJdbi}. Needs jdbi3-core and jdbi3-sqlobject on the test class path, too.
 */
package io.github.ifmatch.testkit.jdbi;
