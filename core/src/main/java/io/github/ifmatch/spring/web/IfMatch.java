package io.github.ifmatch.spring.web;

import io.github.ifmatch.http.AcceptableVersions;
import io.github.ifmatch.http.Decision;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the request's preconditions come to, as a parameter of a controller's method.
 *
 * <pre>{@code
 * @PutMapping("/products/{id}")
 * Product put(@PathVariable long id, @IfMatch AcceptableVersions versions, @Valid @RequestBody ProductEdit edit) {
 *     return ConditionalRows.of(products).tryUpdate(edit.of(id), versions).orElseThrow();
 * }
 * }</pre>
 *
 * <p>The parameter is {@link AcceptableVersions}, {@link Decision.Proceed}, or {@link Decision}. With the first two the method is not
 * called if the request is answered at once, by 304, 400, 412 or 428: a {@link DecisionException} is thrown. With the last one
 * the method answers; that needs no annotation, where only one table is known.
 *
 * <p>Put it before {@code @RequestBody}: Spring MVC resolves the arguments in their order, so the preconditions are looked at before the
 * content is. A method has one such parameter: the fields of a request are of one row.
 *
 * <p>Immutable.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface IfMatch {

    /** The class of the rows. Default: that of the only table that is known. */
    Class<?> value() default void.class;

    /** The path variable that is the row's id. Default: {@code id}. */
    String id() default "id";
}
