/**
 * Spring Boot configures all of Ifmatch: a database, a repository for each table, listeners, the actuator.
 *
 * <p>In go the beans that are there: a {@code DataSource}, {@link io.github.ifmatch.Table}s, listeners, column types, a dialect. Out come
 * more beans, which an application's own ones replace. For Spring Boot 3.5 and 4.
 */
@CheckReturnValue
@NullMarked
package io.github.ifmatch.spring.boot;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
