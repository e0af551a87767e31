/**
 * A nightly job that reprices a catalogue while people keep editing it, and can be killed and started again.
 *
 * <p>Start reading at {@code Repricing}: it is the job. {@code Editors} are the people, {@code Audit} checks at the end that
 * nothing was lost and nothing was done twice.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.reprice;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
