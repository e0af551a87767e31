/** The workers: in go a URL and orders on standard input, out come writes of every kind, logged before and after. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.work;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
