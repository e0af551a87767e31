package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.http.Decision;
import io.github.ifmatch.http.Problem;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * The request is answered for its preconditions, and not carried out: {@link VersionedAdvice} makes the response; without it, Spring
 * itself does, with the same status.
 *
 * <p>No failure of the application: it has no stack trace.
 */
public final class DecisionException extends RuntimeException implements ErrorResponse {

    private static final long serialVersionUID = 1L;

    private final transient Decision.Answer answer;

    /** Answers the request so; for methods that take a {@link Decision}, and let the advice respond. */
    public DecisionException(Decision.Answer answer) {
        super("answered " + requireNonNull(answer, "answer must not be null").status(), null, false, false);
        this.answer = answer;
    }

    /**
     * The answer: 304, 400, 412 or 428.
     *
     * @throws IllegalStateException after deserialisation
     */
    public Decision.Answer answer() {
        if (answer == null) {
            throw new IllegalStateException("the answer is not serialised");
        }
        return answer;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(answer().status());
    }

    @Override
    public HttpHeaders getHeaders() {
        HttpHeaders headers = new HttpHeaders();
        answer().headers().forEach(headers::set);
        return headers;
    }

    @Override
    public ProblemDetail getBody() {
        return answer() instanceof Decision.NotModified
                ? ProblemDetail.forStatus(getStatusCode()) // which is never sent
                : ProblemDetails.of(Problem.of(answer()));
    }
}
