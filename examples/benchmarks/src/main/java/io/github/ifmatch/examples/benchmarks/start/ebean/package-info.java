/** What Ebean's plugin enhances when it is built, and nothing else, so that the other libraries see plain classes. */
@NullMarked
package io.github.ifmatch.examples.benchmarks.start.ebean;

import org.jspecify.annotations.NullMarked;
