/**
 * No API: the doors, over JDBC.
 *
 * <p>In goes a call of a user's, checked here; out comes its outcome, told to the listener. The rooms below are used in the order
 * {@code batch}, {@code write}, {@code sql}, {@code mapping}, and never upwards.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
