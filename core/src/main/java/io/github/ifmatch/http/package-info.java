/**
 * HTTP preconditions (RFC 9110 §13) for versioned rows, without any web framework.
 *
 * <p>In go a method, header fields and the row; out comes a {@link io.github.ifmatch.http.Decision}: an answer at once, or the
 * versions that the write may meet. {@link io.github.ifmatch.http.ConditionalRows} puts these into the statement that
 * writes, and {@link io.github.ifmatch.http.Problem} tells the client what stood in the way (RFC 9457).
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
