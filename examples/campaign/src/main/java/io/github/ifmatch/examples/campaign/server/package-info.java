/** The databases: servers in processes of their own, which are stopped, killed, paused and started again. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.server;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
