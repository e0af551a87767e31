/** Holds histories against rows: in go the operations of an epoch and the rows as they stand, out come findings and counts. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.check;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
