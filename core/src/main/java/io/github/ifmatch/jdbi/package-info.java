/** Ifmatch in a Jdbi: in its transactions, SQL objects and statements. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.jdbi;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
