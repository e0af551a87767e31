/**
 * What every version must carry, whatever it is made of.
 *
 * <p>In goes a {@link io.github.ifmatch.testkit.version.Source}, a table whose versions come of one source; out comes what the verbs, batches,
 * merges and entity tags make of them.
 */
package io.github.ifmatch.testkit.version;
