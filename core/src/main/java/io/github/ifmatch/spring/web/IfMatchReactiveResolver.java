package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.HeaderFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.TypeMismatchException;
import org.springframework.core.MethodParameter;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Resolves {@link IfMatch} for WebFlux, as {@link IfMatchArgumentResolver} does for Spring MVC.
 *
 * <p>Reading a row blocks, so it is done on {@link Schedulers#boundedElastic()}. WebFlux resolves a method's arguments side by side:
 * which is told first, a failed precondition or content that cannot be read, is not said. Thread-safe.
 */
public final class IfMatchReactiveResolver implements HandlerMethodArgumentResolver {

    private final WebRows rows;

    /** Resolves them for these rows. */
    public IfMatchReactiveResolver(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return IfMatchParameter.is(parameter);
    }

    @Override
    public Mono<Object> resolveArgument(MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return Mono.fromCallable(() -> argument(IfMatchParameter.of(parameter), binding, exchange))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private Object argument(IfMatchParameter asked, BindingContext binding, ServerWebExchange exchange) {
        WebRow<?, ?> row = rows.of(asked.rowType());
        Object id = id(asked, row, binding, exchange);
        Decision decision = row.decide(exchange.getRequest().getMethod().name(), fields(exchange), id);
        if (decision instanceof Decision.Proceed) {
            exchange.getAttributes().put(IfMatchParameter.PROCEED, decision);
        }
        return asked.argument(decision);
    }

    private static HeaderFields fields(ServerWebExchange exchange) {
        Map<String, List<String>> fields = new HashMap<>();
        exchange.getRequest().getHeaders().forEach(fields::put);
        return HeaderFields.of(fields);
    }

    private static Object id(
            IfMatchParameter asked, WebRow<?, ?> row, BindingContext binding, ServerWebExchange exchange) {
        String text = asked.id(exchange.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE));
        try {
            return requireNonNull(
                    binding.createDataBinder(exchange, asked.variable())
                            .convertIfNecessary(text, row.table().idType()),
                    "id must not be null");
        } catch (TypeMismatchException e) {
            throw new ServerWebInputException("Type mismatch.", asked.declared(), e);
        }
    }
}
