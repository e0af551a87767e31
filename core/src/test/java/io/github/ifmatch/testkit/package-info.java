/**
 * The contract that every database and every dialect must keep, as tests.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}; a test class of one's own extends {@link
 * io.github.ifmatch.testkit.DialectContract} and passes it on. Needs junit-jupiter, assertj-core, HikariCP and logback-classic on the
 * test class path, and a driver.
 *
 * <p>The contracts stand in rooms by their subject: {@code mapping}, {@code write}, {@code transaction}, {@code batch} and {@code
 * conflict}, on the rows of {@code sample}. {@code fault}, {@code history} and {@code tool} serve the tests of any application.
 */
package io.github.ifmatch.testkit;
