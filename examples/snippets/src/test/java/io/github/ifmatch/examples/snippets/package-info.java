/**
 * The Java and SQL of README and docs: what the pages show is compiled, run and compared here.
 *
 * <p>A Java block is a region of a test, here or beside the libraries of the benchmarks, between {@code // region name} and {@code // endregion}, and carries {@code <!--
 * snippet: name -->} on the line before it; or it is a whole file, and carries {@code <!-- file: path -->}, the path from the
 * root of the repository. An SQL block carries {@code <!-- sql: name -->}, a table of SQL {@code <!--
 * sql-table: name -->}; a test reads it with {@link io.github.ifmatch.examples.snippets.Pages} and runs it, or compares it
 * with what was sent.
 */
package io.github.ifmatch.examples.snippets;
