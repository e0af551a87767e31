package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the preconditions of a request come to: {@link Proceed}, or an {@link Answer} at once.
 *
 * <pre>{@code
 * switch (decision) {            // or instanceof, before Java 21
 *     case Decision.Answer answer -> respond(answer.status(), answer.headers(), …);
 *     case Decision.Proceed proceed -> rows.tryUpdate(row, proceed.versions());
 * }
 * }</pre>
 *
 * <p>Immutable.
 */
public sealed interface Decision {

    /** Where the client said which version it had read. Immutable. */
    enum Source {
        /** In a header field: a refused write is 412 (Precondition Failed). */
        HEADER,
        /** In the body or a form: a refused write is 409 (Conflict). */
        BODY
    }

    /**
     * The request may be carried out, if the row stands at one of these versions when it is. Immutable.
     *
     * @param versions what the write may meet
     * @param source where the client said so
     * @param honoursRange whether a {@code Range} of this request may be honoured (§13.1.5, §14.2); false for all but GET
     */
    record Proceed(AcceptableVersions versions, Source source, boolean honoursRange) implements Decision {

        /** Checks that nothing is null. */
        public Proceed {
            requireNonNull(versions, "versions must not be null");
            requireNonNull(source, "source must not be null");
        }
    }

    /** The request is answered, and not carried out. Immutable. */
    sealed interface Answer extends Decision {

        /** The status code. */
        int status();

        /** The header fields that the answer must have, besides those of its content. */
        default Map<String, String> headers() {
            return Map.of();
        }
    }

    /**
     * 304: the client has the current representation (§15.4.5). Send no content. Immutable.
     *
     * @param currentTag the tag that a 200 would have had
     */
    record NotModified(ETag currentTag) implements Answer {

        @Override
        public int status() {
            return 304;
        }

        /** The field {@code ETag}; add Cache-Control, Content-Location, Expires and Vary if a 200 would have them. */
        @Override
        public Map<String, String> headers() {
            return Map.of("ETag", currentTag.toString());
        }
    }

    /**
     * 400: a precondition cannot be read, or was tampered with. Immutable.
     *
     * @param kind {@link Problem.Kind#MALFORMED} or {@link Problem.Kind#TAMPERED}
     * @param detail what is wrong with it, for people
     */
    record BadRequest(Problem.Kind kind, String detail) implements Answer {

        @Override
        public int status() {
            return 400;
        }
    }

    /**
     * 412: a precondition does not hold (§15.5.13). Immutable.
     *
     * @param detail which, for people
     * @param currentVersion the version of the current row, if there is a row
     * @param currentTag its tag
     */
    record PreconditionFailed(String detail, OptionalLong currentVersion, Optional<ETag> currentTag) implements Answer {

        @Override
        public int status() {
            return 412;
        }
    }

    /**
     * 428: a write needs a precondition, and has none (RFC 6585 §3). Immutable.
     *
     * @param detail how to send one, for people
     */
    record PreconditionRequired(String detail) implements Answer {

        @Override
        public int status() {
            return 428;
        }

        /** {@code Cache-Control: no-store}: caches must not keep this answer. */
        @Override
        public Map<String, String> headers() {
            return Map.of("Cache-Control", "no-store");
        }
    }
}
