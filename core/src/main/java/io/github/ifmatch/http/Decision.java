package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

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
     * What a request is made of: so that a write of this row which is refused is told from one of another row. Immutable.
     *
     * @param method as the request has it
     * @param table the table of the row
     * @param id the id of the row
     * @param needsRow whether a missing row is a failed precondition: of a PUT, which would create the row (§9.3.4), with If-Match; all
     *     other preconditions hold where there is none (§13.1.2, §13.1.4)
     */
    record Target(String method, Table<?, ?> table, Object id, boolean needsRow) {

        /** Checks that nothing is null. */
        public Target {
            requireNonNull(method, "method must not be null");
            requireNonNull(table, "table must not be null");
            requireNonNull(id, "id must not be null");
        }

        /** One that needs a row if it is a PUT, as if it had an If-Match. */
        public Target(String method, Table<?, ?> table, Object id) {
            this(method, table, id, method.equals("PUT"));
        }

        /** Whether it is this row. */
        boolean isRow(String otherTable, Object otherId) {
            return table.name().equals(otherTable) && table.isSameId(id, otherId);
        }
    }

    /**
     * The request may be carried out, if the row stands at one of these versions when it is. Immutable.
     *
     * @param versions what the write may meet
     * @param source where the client said so
     * @param honoursRange whether a {@code Range} of this request may be honoured (§13.1.5, §14.2); false for all but GET
     * @param target what the request is made of; empty where the version came in the body
     */
    record Proceed(AcceptableVersions versions, Source source, boolean honoursRange, Optional<Target> target)
            implements Decision {

        /** Checks that nothing is null. */
        public Proceed {
            requireNonNull(versions, "versions must not be null");
            requireNonNull(source, "source must not be null");
            requireNonNull(target, "target must not be null");
        }

        /** One that does not say what the request is made of: every refused write counts as one of its row. */
        public Proceed(AcceptableVersions versions, Source source, boolean honoursRange) {
            this(versions, source, honoursRange, Optional.empty());
        }

        /** Whether the precondition is of this row. */
        boolean isOf(String table, Object id) {
            return target.isEmpty() || target.get().isRow(table, id);
        }

        /** Whether there must be a row, and its absence fails the precondition instead of being found first (§13.2.1). */
        boolean failsOnAbsence() {
            return source == Source.HEADER
                    && !versions.acceptsAbsence()
                    && target.filter(Target::needsRow).isPresent();
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
     * @param current the current row itself; what of it the client may see, {@link Problem#withCurrent(RowTags, Function)} says
     */
    record PreconditionFailed(
            String detail, OptionalLong currentVersion, Optional<ETag> currentTag, Optional<Object> current)
            implements Answer {

        @Override
        public int status() {
            return 412;
        }

        /** The detail and the version, never a value. */
        @Override
        public String toString() {
            return "PreconditionFailed[" + detail + ", " + currentVersion + "]";
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
