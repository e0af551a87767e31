package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.BusyException;
import io.github.ifmatch.Conflict;
import io.github.ifmatch.ConflictException;
import io.github.ifmatch.Differences;
import io.github.ifmatch.Missing;
import io.github.ifmatch.MissingRowException;
import io.github.ifmatch.Outcome;
import io.github.ifmatch.RefusedException;
import io.github.ifmatch.SerializationException;
import io.github.ifmatch.SuppressedWriteException;
import io.github.ifmatch.UnfitValueException;
import io.github.ifmatch.UnknownOutcomeException;
import io.github.ifmatch.VersionedException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not carried out, as problem details (RFC 9457), in plain data for any JSON library.
 *
 * <p>What the document says of itself: {@code type}, {@code title}, {@code status}, {@code detail} and {@code kind}; of a
 * conflict also {@code expectedVersion} and {@code currentVersion}. No values: the current row, and what differs, are there
 * only if the caller puts them there, with {@link #withCurrent} and {@link #withDifferences}, because only the caller knows
 * what the client may see.
 *
 * <p>Immutable, if the values that it was given are.
 */
public final class Problem {

    /** The content type of the document: {@code application/problem+json}. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What went wrong; the member {@code kind}, in lower case. Immutable. */
    public enum Kind {
        /** 412 or 409: somebody else changed the row since it was read. */
        CONFLICT,
        /** 412 or 409: a row with this id exists already. */
        EXISTS,
        /** 404 or 410: there is no such row (any more). */
        MISSING,
        /** 403: the row stands at the expected version, and yet the database refused the write. */
        SUPPRESSED,
        /** 422: a value is too long, out of range, or not of its type. */
        VALUE,
        /** 412: a precondition does not hold. */
        PRECONDITION_FAILED,
        /** 428: a write needs a precondition. */
        PRECONDITION_REQUIRED,
        /** 400: a precondition cannot be read. */
        MALFORMED,
        /** 400: a form's version is not one that this server gave out for this row. */
        TAMPERED,
        /** 503: others hold the row; try again later. */
        BUSY,
        /** 500: the connection was lost while committing, and the write may stand or not. */
        UNKNOWN_OUTCOME,
        /** 500: anything else. */
        FAILED;

        /** As the member {@code kind} spells it. */
        String member() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final int status;
    private final Kind kind;
    private final Map<String, String> headers;
    private final Map<String, @Nullable Object> members;

    private Problem(int status, Kind kind, Map<String, String> headers, Map<String, @Nullable Object> members) {
        this.status = status;
        this.kind = kind;
        this.headers = Collections.unmodifiableMap(headers);
        this.members = Collections.unmodifiableMap(members);
    }

    private static Problem of(int status, Kind kind, String detail) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("type", "about:blank");
        members.put("title", StatusPhrases.of(status));
        members.put("status", status);
        members.put("detail", detail);
        members.put("kind", kind.member());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", MEDIA_TYPE);
        headers.put("Cache-Control", "no-store");
        return new Problem(status, kind, headers, members);
    }

    /**
     * A write that was not applied, as {@link #of(Conflict, Decision.Proceed)} or {@link #of(Missing)}.
     *
     * @throws IllegalArgumentException if it was applied
     */
    public static Problem of(Outcome<?> refused, Decision.Proceed proceed) {
        return refused.fold(
                row -> {
                    throw new IllegalArgumentException("refused must not be applied");
                },
                conflict -> of(conflict, proceed),
                Problem::of);
    }

    /**
     * A write that was refused, 412 if the client's precondition was a header field, else 409.
     *
     * <p>Should the row have changed, again and again, to versions that are acceptable, it is 409 too: the precondition held.
     */
    public static Problem of(Conflict<?> conflict, Decision.Proceed proceed) {
        boolean isPrecondition = proceed.source() == Decision.Source.HEADER
                && !proceed.versions().accepts(conflict.currentVersion());
        boolean wantsAbsence = proceed.versions().acceptsAbsence() // If-None-Match: *, whatever was to be written
                && !proceed.versions().accepts(conflict.currentVersion());
        boolean exists = conflict.verb().equals("insert") || wantsAbsence;
        Problem problem = of(conflict, isPrecondition ? 412 : 409, exists);
        return proceed.versions()
                .versions()
                .filter(versions -> versions.size() > 1)
                .map(versions -> problem.with("expectedVersions", List.copyOf(versions)))
                .orElse(problem);
    }

    /** A write that was refused, with the version not from a header field: 409. */
    public static Problem of(Conflict<?> conflict) {
        return of(conflict, 409, conflict.verb().equals("insert"));
    }

    private static Problem of(Conflict<?> conflict, int status, boolean exists) {
        String current = "version " + conflict.currentVersion() + ". Nothing was written.";
        Problem problem = exists
                ? of(status, Kind.EXISTS, "The row exists already, at " + current)
                : of(
                        status,
                        Kind.CONFLICT,
                        "The row was changed by somebody else: expected version " + conflict.expectedVersion()
                                + ", current " + current);
        return problem.with("expectedVersion", conflict.expectedVersion())
                .with("currentVersion", conflict.currentVersion());
    }

    /** A row that is not there: 404; see {@link #gone} for 410. */
    public static Problem of(Missing<?> missing) {
        requireNonNull(missing, "missing must not be null");
        return notFound();
    }

    private static Problem notFound() {
        return of(404, Kind.MISSING, "There is no such row (any more). Nothing was written.");
    }

    /** A value that a component cannot take, or a name of none: 422, with its place as the member {@code pointer} (RFC 6901). */
    public static Problem of(UnfitValueException refused) {
        return of(422, Kind.VALUE, "A value is not one that this member can take. Nothing was written.")
                .with("pointer", Pointers.pointer(refused.component()));
    }

    /** What the preconditions were answered at once; 304 has no content, so it is no problem. */
    public static Problem of(Decision.Answer answer) {
        if (answer instanceof Decision.BadRequest bad) {
            return of(bad.status(), bad.kind(), bad.detail());
        }
        if (answer instanceof Decision.PreconditionFailed failed) {
            Problem problem = of(failed.status(), Kind.PRECONDITION_FAILED, failed.detail());
            if (failed.currentVersion().isPresent()) {
                problem = problem.with("currentVersion", failed.currentVersion().getAsLong());
            }
            return failed.currentTag().map(problem::withCurrentTag).orElse(problem);
        }
        if (answer instanceof Decision.PreconditionRequired required) {
            return of(required.status(), Kind.PRECONDITION_REQUIRED, required.detail());
        }
        throw new IllegalArgumentException("answer must not be 304, which has no content");
    }

    /** What was thrown; its message, which names the table, is not shown. */
    public static Problem of(VersionedException failure) {
        if (failure instanceof ConflictException conflict) {
            return of(conflict.conflict());
        }
        if (failure instanceof MissingRowException) {
            return notFound();
        }
        if (failure instanceof RefusedException refused) {
            return of(409, Kind.CONFLICT, "Some of the changes were refused. Nothing was written.")
                    .with("refused", RefusedChanges.of(refused.refused()));
        }
        if (failure instanceof SuppressedWriteException) {
            return of(
                    403, Kind.SUPPRESSED, "The database did not allow the row to be changed. The row was not written.");
        }
        if (failure instanceof BusyException || failure instanceof SerializationException) {
            return of(503, Kind.BUSY, "Others are changing the same rows. Nothing was written; try again later.")
                    .withHeader("Retry-After", "1");
        }
        return failure instanceof UnknownOutcomeException
                ? of(500, Kind.UNKNOWN_OUTCOME, "Whether the change was made is not known: read the row again.")
                : of(500, Kind.FAILED, "The request could not be carried out.");
    }

    /** The same problem as 410: the caller knows that the row was there, and will not come back. */
    public Problem gone() {
        if (kind != Kind.MISSING) {
            throw new IllegalStateException("only a missing row can be gone: " + kind);
        }
        return of(410, Kind.MISSING, String.valueOf(members.get("detail")));
    }

    /**
     * The same problem with a type of one's own, instead of {@code about:blank}.
     *
     * @param uri identifies the type of problem (RFC 9457 §3.1.1)
     * @param title a short summary of the type, the same for each problem of it
     */
    public Problem withType(String uri, String title) {
        return with("type", uri).with("title", title);
    }

    /** The same problem with another detail, such as in the client's language. */
    public Problem withDetail(String detail) {
        return with("detail", detail);
    }

    /** The same problem with the tag of the current row: {@code currentTag}. */
    public Problem withCurrentTag(ETag tag) {
        return with("currentTag", tag.toString());
    }

    /**
     * The same problem with the current row: {@code current}. Only if the client may see it, and in the form in which it
     * may.
     *
     * @param current whatever the JSON library can write: a map, a record
     */
    public Problem withCurrent(Object current) {
        return with("current", current);
    }

    /** The same problem with what differs, without the values: {@code differences}, see {@link Pointers}. */
    public Problem withDifferences(Differences differences) {
        return withDifferences(differences, component -> false);
    }

    /**
     * The same problem with what differs, and with the values of those components that the client may see.
     *
     * @param visible says of a component whether the client may see its values
     */
    public Problem withDifferences(Differences differences, Predicate<String> visible) {
        return with("differences", Pointers.of(differences, visible));
    }

    /** The same problem with a further member, or another value of one (RFC 9457 §3.2). */
    public Problem with(String member, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(members);
        more.put(requireNonNull(member, "member must not be null"), value);
        return new Problem(status, kind, headers, more);
    }

    private Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(status, kind, more, members);
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }

    /** The header fields: the content type, {@code Cache-Control: no-store}, and {@code Retry-After} with 503. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The document: maps, lists, strings, numbers, booleans and null, but for the current row. */
    public Map<String, @Nullable Object> toMap() {
        return members;
    }

    /** The status and the kind, never a value. */
    @Override
    public String toString() {
        return "Problem[" + status + ", " + kind + "]";
    }
}
