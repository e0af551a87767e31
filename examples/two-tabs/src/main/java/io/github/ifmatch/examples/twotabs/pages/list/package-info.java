/**
 * The list of rules, and what is done with its rows, one or several: all or none, each at the version that was shown.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.twotabs.pages.list;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
