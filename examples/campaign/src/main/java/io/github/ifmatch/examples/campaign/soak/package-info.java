/** The soak: in go samples of what the workers hold, out come a table, a picture and whether all of it stayed flat. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.soak;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
