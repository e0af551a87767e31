/**
 * Counts, timers and observations of versioned operations, for Micrometer.
 *
 * <p>In go the events of a {@link io.github.ifmatch.Listener} and the operations of a {@link io.github.ifmatch.Watcher}, out come
 * counters, timers and observations in a registry. Needs {@code micrometer-core} on the class path, which does not come with
 * Ifmatch.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.micrometer;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
