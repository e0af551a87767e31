/**
 * Counts of versioned writes as Micrometer meters.
 *
 * <p>In go the events of a {@link io.github.ifmatch.Listener}, out come counters in a registry. Needs {@code
 * micrometer-core} on the class path, which does not come with Ifmatch.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.micrometer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
