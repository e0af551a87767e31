/**
 * Which anomalies each database lets through: one test for each, and the page that is drawn of what they find.
 *
 * <p>In goes {@code isolation.tsv}, what was found before; a test fails if a database does otherwise. Out comes docs/isolation.md.
 */
package io.github.ifmatch.dialects.isolation;
