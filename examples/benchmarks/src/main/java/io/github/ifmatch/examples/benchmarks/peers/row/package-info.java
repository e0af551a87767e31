/**
 * The rows of the three tables: records, beans for Hibernate and MyBatis-Plus, and an array where code by hand would rather loop over
 * 60 columns.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.benchmarks.peers.row;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
