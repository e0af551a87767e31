/**
 * The contract that every database and every dialect must keep, as tests.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}; a test class of one's own extends {@link
 * io.github.ifmatch.testkit.DialectContract} and passes it on. Needs junit-jupiter, assertj-core, HikariCP and logback-classic on the
 * test class path, and a driver.
 *
 * <p>The contracts stand in rooms by their subject: {@code mapping}, {@code write}, {@code transaction}, {@code batch} and {@code
 * conflict}, on the rows of {@code sample}. {@code version} does it for every source of versions, {@code isolation} shows which anomalies a
 * database lets through. {@code fault}, {@code history}, {@code race} and {@code tool} serve the tests of any application.
 */
package io.github.ifmatch.testkit;
