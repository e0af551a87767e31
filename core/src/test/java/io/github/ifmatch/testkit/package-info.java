/**
 * The contract that every database and every dialect must keep, as tests.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}; a test class of one's own extends {@link
 * io.github.ifmatch.testkit.DialectContract} and passes it on. Needs junit-jupiter, assertj-core, HikariCP and logback-classic on the test class path, and a driver.
 */
package io.github.ifmatch.testkit;
