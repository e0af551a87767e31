/**
 * The guard in the database: what it refuses, and what it lets through.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.TestDatabase} whose dialect has a guard, out comes whether every verb passes it, and no
 * statement of others that forgets the version.
 */
package io.github.ifmatch.testkit.guard;
