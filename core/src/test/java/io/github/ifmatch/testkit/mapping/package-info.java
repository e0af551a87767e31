/**
 * How columns, ids, names and versions are declared, and come back as they were written.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase}, out comes what it does with types, arrays, enums, keys and names that need
 * care.
 */
package io.github.ifmatch.testkit.mapping;
