package io.github.ifmatch.spring.web;

import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.http.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the content of a request is wrong, looks at the row: where there is none, 404 goes first, and a stale tag is 412 (RFC 9110
 * §13.2.1).
 *
 * <p>All else is left to the other resolvers. Thread-safe.
 */
final class ContentProblems implements HandlerExceptionResolver {

    private final WebRows rows;
    private final List<HandlerExceptionResolver> all;

    /** {@code all} may have this one among them. */
    ContentProblems(WebRows rows, List<HandlerExceptionResolver> all) {
        this.rows = rows;
        this.all = all;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        return isOfContent(thrown) && request.getAttribute(IfMatchParameter.PROCEED) instanceof Decision.Proceed proceed
                ? refusal(request, proceed)
                        .map(refusal -> resolved(request, response, handler, refusal))
                        .orElse(null)
                : null;
    }

    private static boolean isOfContent(Exception thrown) {
        return thrown instanceof HttpMessageNotReadableException
                || thrown instanceof BindException
                || thrown instanceof HandlerMethodValidationException
                || thrown instanceof UnfitValueException;
    }

    private Optional<RuntimeException> refusal(HttpServletRequest request, Decision.Proceed proceed) {
        return proceed.target()
                .flatMap(target -> rows.of(target)
                        .flatMap(row -> row.refusal(request.getMethod(), ServletFields.of(request), target.id())));
    }

    private @Nullable ModelAndView resolved(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception refusal) {
        for (HandlerExceptionResolver other : all) {
            ModelAndView resolved = other == this ? null : other.resolveException(request, response, handler, refusal);
            if (resolved != null) {
                return resolved;
            }
        }
        return null;
    }
}
