/**
 * At home in Spring: repositories that join its transactions, obey their time-outs and speak its exceptions.
 *
 * <p>Needs spring-jdbc 6.2 or newer, which the application has; nothing else of Ifmatch does. With Spring Boot all of it is configured
 * by {@code io.github.ifmatch.spring.boot}.
 */
@CheckReturnValue
@NullMarked
package io.github.ifmatch.spring;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
