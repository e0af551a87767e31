package io.github.ifmatch.spring.web;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.http.Decision;

/**
 * The request is answered for its preconditions, and not carried out: {@link VersionedAdvice} makes the response.
 *
 * <p>No failure of the application: it has no stack trace.
 */
public final class DecisionException extends RuntimeException {

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
}
