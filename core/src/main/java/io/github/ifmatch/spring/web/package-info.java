/**
 * Conditional requests in Spring's controllers: the preconditions as an argument, problem details, and ETags.
 *
 * <p>For Spring MVC and WebFlux 6.2 or newer. With Spring Boot it is all there; without, see {@link
 * io.github.ifmatch.spring.web.IfmatchMvc} and {@link io.github.ifmatch.spring.web.IfmatchWebFlux}.
 */
@CheckReturnValue
@NullMarked
package io.github.ifmatch.spring.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
