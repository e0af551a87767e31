/**
 * Proofs that an application loses no update, whatever it is written with: two tabs, and races of several paths.
 *
 * <p>In go functions that open, edit, save and read; out come reports that say what was lost, and by whom. Needs nothing of the
 * contracts.
 */
package io.github.ifmatch.testkit.race;
