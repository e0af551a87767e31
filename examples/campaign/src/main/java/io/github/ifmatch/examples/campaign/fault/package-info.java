/** What breaks: a TCP proxy that cuts connections, and what is done to servers, sessions and workers, by a seed. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.fault;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
