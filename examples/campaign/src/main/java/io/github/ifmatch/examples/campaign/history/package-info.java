/** What a worker logs: in go the begin and the end of each write of a row, out comes a file; read back, an operation for each. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.history;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
