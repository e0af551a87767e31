package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HttpDate;
import io.github.ifmatch.http.Preconditions;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * Writes the {@code ETag} of a row that a controller returns, and answers a conditional GET or HEAD: for Spring MVC.
 *
 * <p>A response is tagged if it is a 2xx, has no ETag yet, and its body is a row of a known table: one that the URL names by its id, as
 * one of the path variables; one that was created (201); or any, if its tags are bound or signed. With an ETag, or a 304, that the
 * application or Spring has made nothing is done. {@code Last-Modified} goes along where the preconditions have dates; and with the row
 * of a PUT or PATCH {@code Content-Location}, without which the tag would be of what was sent (RFC 9110 §9.3.4).
 *
 * <p>A GET or HEAD whose method had no decision by {@link IfMatch} is evaluated here, against the row that is returned: 304, 400 or 412.
 * Nothing but the row is told apart: where a row is served in several representations, set tags of your own. Thread-safe.
 */
@ControllerAdvice
public final class RowTagAdvice implements ResponseBodyAdvice<Object> {

    private final WebRows rows;

    /** Tags these rows. */
    public RowTagAdvice(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    @Override
    public boolean supports(MethodParameter returnType, Class<? extends HttpMessageConverter<?>> converterType) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter returnType,
            MediaType contentType,
            Class<? extends HttpMessageConverter<?>> converterType,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null
                || !(request instanceof ServletServerHttpRequest in)
                || !(response instanceof ServletServerHttpResponse out)
                || out.getServletResponse().getStatus() / 100 != 2
                || out.getHeaders().getFirst(HttpHeaders.ETAG) != null) {
            return body;
        }
        Optional<WebRow<?, ?>> row = rows.of(body);
        return row.isEmpty() || tagged(row.get(), body, in.getServletRequest(), out) ? body : null;
    }

    /** Whether the body is to be written. */
    private static <R, ID> boolean tagged(
            WebRow<R, ID> known, Object body, HttpServletRequest request, ServletServerHttpResponse response) {
        R row = known.table().rowType().cast(body);
        if (!RowNames.hasId(known.table(), row)) {
            return true; // it is not stored, and no row of the table's yet
        }
        boolean isNamed = RowNames.isNamed(known.table(), row, variables(request));
        Preconditions<R, ID> preconditions = known.preconditions();
        if (!isNamed
                && !preconditions.tags().isSealed()
                && response.getServletResponse().getStatus() != 201) {
            return true;
        }
        if (isRead(request) && request.getAttribute(IfMatchParameter.PROCEED) == null) {
            Decision decision = preconditions.evaluate(request.getMethod(), ServletFields.of(request), row);
            if (decision instanceof Decision.NotModified unchanged) {
                response.getServletResponse().setStatus(unchanged.status());
                unchanged.headers().forEach(response.getServletResponse()::setHeader);
                return false;
            }
            if (decision instanceof Decision.Answer answer) {
                throw new DecisionException(answer);
            }
        }
        write(preconditions, row, response.getHeaders());
        if (isNamed && isReplaced(request) && response.getHeaders().getFirst(HttpHeaders.CONTENT_LOCATION) == null) {
            response.getHeaders().set(HttpHeaders.CONTENT_LOCATION, request.getRequestURI());
        }
        return true;
    }

    private static <R> void write(Preconditions<R, ?> preconditions, R row, HttpHeaders headers) {
        headers.set(HttpHeaders.ETAG, preconditions.tags().of(row).toString());
        preconditions
                .lastModified(row)
                .ifPresent(instant -> headers.set(HttpHeaders.LAST_MODIFIED, HttpDate.format(instant)));
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static boolean isReplaced(HttpServletRequest request) {
        return request.getMethod().equals("PUT") || request.getMethod().equals("PATCH");
    }

    @SuppressWarnings("unchecked") // so Spring keeps them
    private static Map<String, String> variables(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? (Map<String, String>) variables
                : Map.of();
    }
}
