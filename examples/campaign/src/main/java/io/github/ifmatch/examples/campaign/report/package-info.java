/** What is told: tables of counts, and their place in docs/reliability.md. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.report;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
