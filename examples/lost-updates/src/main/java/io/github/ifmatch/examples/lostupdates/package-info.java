/**
 * The demo: editors and a job change one catalogue at once, first without a version check, then with it.
 *
 * <p>Start reading at {@link io.github.ifmatch.examples.lostupdates.Product} (what a row is) and
 * {@code Editor} (how it is changed, and how a conflict is settled). {@code Audit} counts what was lost.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.lostupdates;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
