package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.http.Decision;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Resolves {@link IfMatch} for Spring MVC: evaluates the request's preconditions for the row that its URL names.
 *
 * <p>The row is read only if it must be. An id that is none of the table's type is 400, as of a {@code @PathVariable}. Thread-safe.
 */
public final class IfMatchArgumentResolver implements HandlerMethodArgumentResolver {

    private final WebRows rows;

    /** Resolves them for these rows. */
    public IfMatchArgumentResolver(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return IfMatchParameter.is(parameter);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer model,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders)
            throws Exception {
        IfMatchParameter asked = IfMatchParameter.of(parameter);
        WebRow<?, ?> row = rows.of(asked.rowType());
        HttpServletRequest servletRequest =
                requireNonNull(request.getNativeRequest(HttpServletRequest.class), "request must be a servlet's");
        Object id = id(asked, row, request, requireNonNull(binders, "binders must not be null"));
        Decision decision = row.decide(servletRequest.getMethod(), ServletFields.of(servletRequest), id);
        if (decision instanceof Decision.Proceed) {
            servletRequest.setAttribute(IfMatchParameter.PROCEED, decision);
        }
        return asked.argument(decision);
    }

    @SuppressWarnings("unchecked") // so Spring keeps them
    private static Object id(
            IfMatchParameter asked, WebRow<?, ?> row, NativeWebRequest request, WebDataBinderFactory binders)
            throws Exception {
        String text = asked.id((Map<String, String>)
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST));
        Class<?> type = row.table().idType();
        try {
            return requireNonNull(
                    binders.createBinder(request, null, asked.variable()).convertIfNecessary(text, type),
                    "id must not be null");
        } catch (TypeMismatchException e) {
            throw new MethodArgumentTypeMismatchException(text, type, asked.variable(), asked.declared(), e);
        }
    }
}
