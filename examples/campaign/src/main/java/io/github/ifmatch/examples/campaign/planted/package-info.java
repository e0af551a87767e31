/** Faults of a library, planted around a data source or a repository, so that the campaign can prove that it finds them. */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign.planted;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
