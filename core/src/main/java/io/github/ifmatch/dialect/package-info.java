/**
 * What one database does differently: for authors of dialects.
 *
 * <p>In goes what a database can do beyond standard SQL, as a {@link io.github.ifmatch.dialect.Dialect}; out come fewer round trips,
 * never another meaning. The contract suite {@code io.github.ifmatch.testkit} proves one.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.dialect;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
