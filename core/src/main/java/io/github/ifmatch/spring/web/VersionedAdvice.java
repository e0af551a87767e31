package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.VersionedException;
import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Problem;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers what was refused or failed by problem details (RFC 9457), for Spring MVC and WebFlux, and logs every 5xx once.
 *
 * <p>Any {@link VersionedException}, also as the cause of another exception, such as a {@code DataAccessException} that Spring
 * translated it to; an {@link UnfitValueException}; and a {@link DecisionException}. If the method had its decision from {@link IfMatch},
 * what is refused of its row is 412, else 409; see {@link Problem#of(VersionedException, Decision.Proceed)}.
 *
 * <p>Its order is 0, so that it goes before an advice without one that catches every {@code Exception}. A handler of your own goes
 * first in the controller itself, or in an advice with a negative order. Thread-safe.
 */
@Order(0)
@RestControllerAdvice
public final class VersionedAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(VersionedAdvice.class);

    private final WebRows rows;

    /** Answers for these rows. */
    public VersionedAdvice(WebRows rows) {
        this.rows = requireNonNull(rows, "rows must not be null");
    }

    /** The answer of the decision. */
    @ExceptionHandler
    public ResponseEntity<ProblemDetail> answered(DecisionException e) {
        Decision.Answer answer = e.answer();
        if (answer instanceof Decision.NotModified unchanged) {
            return ResponseEntity.status(unchanged.status())
                    .eTag(unchanged.currentTag().toString())
                    .build();
        }
        return ProblemDetails.response(rows.shown(Problem.of(answer)));
    }

    /** 422, with the member's name. */
    @ExceptionHandler
    public ResponseEntity<ProblemDetail> unfit(UnfitValueException e) {
        return ProblemDetails.response(Problem.of(e));
    }

    /**
     * What was thrown, by its kind.
     *
     * @param thrown the exception, or what has it as its cause
     * @param proceed what the preconditions came to, if the method asked
     */
    @ExceptionHandler(VersionedException.class)
    public ResponseEntity<ProblemDetail> failed(
            VersionedException e,
            Exception thrown,
            HttpMethod method,
            @RequestAttribute(name = IfMatchParameter.PROCEED, required = false) Decision.@Nullable Proceed proceed) {
        Problem problem = proceed == null ? Problem.of(e) : Problem.of(e, proceed);
        if (problem.status() >= 500) {
            LOG.error("{} answered {}", method, problem.status(), thrown);
        }
        return ProblemDetails.response(rows.shown(problem));
    }
}
