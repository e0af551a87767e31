/**
 * What H2, MariaDB, MySQL, PostgreSQL and SQLite do differently.
 *
 * <p>On the class path or the module path these dialects are found by themselves; nothing here needs to be named.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.dialects;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
